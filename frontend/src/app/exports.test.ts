/** What a module offers is asked for: nothing is exported that no other module names. */
import { expect, test } from "vitest";

const GENERATED = "/schema.ts";
const OFFERED = /^export (?:async )?(?:function\*?|const|let|class|enum) (\w+)/gm;
const texts: Record<string, string> = import.meta.glob("../**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});

test("every value that a module exports is named by another", () => {
  const words = new Map(Object.entries(texts).map(([path, text]) => [path, new Set(text.match(/\w+/g))]));
  const named = (name: string, but: string) => [...words].some(([path, known]) => path !== but && known.has(name));
  const unnamed = Object.entries(texts)
    .filter(([path]) => !path.endsWith(GENERATED))
    .flatMap(([path, text]) => [...text.matchAll(OFFERED)].map(([, name = ""]) => ({ path, name })))
    .filter(({ path, name }) => !named(name, path));
  expect(unnamed).toEqual([]);
});
