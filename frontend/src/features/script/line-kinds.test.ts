/** The page's grammar against what the parser reads: `python -m tests.productions.screenplay.line_kinds` writes the file. */
import { expect, test } from "vitest";
import { read } from "./fountain-grammar";
import vectors from "./line-kinds.json";

test.each(vectors.map(({ text, kinds }) => [text.slice(0, 40), text, kinds] as const))("%j", (_, text, kinds) => {
  const lines = text.split("\n");
  const said = (found: readonly string[]) => lines.map((line, index) => `${(found[index] ?? "?").padEnd(14)}${line}`);
  expect(said(read(text).kinds)).toEqual(said(kinds));
});

test("a long script is read between two strokes", () => {
  const text = Array.from({ length: 60 }, () => vectors.at(-1)?.text ?? "").join("\n");
  read(text);
  expect(read(text).kinds).toHaveLength(text.split("\n").length);
});
