/** How the value of a parameter reads. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import "../i18n/setup";
import { modelsQuery } from "./models";
import { useValueText } from "./use-value-text";

const models = [
  {
    id: "wan",
    name: "Wan",
    withdrawn: null,
    versions: [
      { number: 2, digest: "b" },
      { number: 1, digest: "a" },
    ],
  },
  { id: "old", name: "Old", withdrawn: "Its licence ended", versions: [{ number: 1, digest: "d" }] },
];

function Text({ value }: { value: unknown }) {
  return <p>{useValueText([value])(value)}</p>;
}

function read(value: unknown, known: unknown): string {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  if (known) queries.setQueryData(modelsQuery.queryKey, known as never);
  const { container } = render(
    <QueryClientProvider client={queries}>
      <Text value={value} />
    </QueryClientProvider>,
  );
  return container.textContent ?? "";
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("a model reads as its name, an older version with its number, and one that is gone says so", () => {
  expect(read({ id: "wan", digest: "b" }, models)).toBe("Wan");
  expect(read({ id: "wan", digest: "a" }, models)).toBe("Wan, version 1");
  expect(read({ id: "old", digest: "d" }, models)).toBe("Old (withdrawn)");
  expect(read({ id: "wan", digest: "c" }, models)).toBe("a model that is not registered here");
});

test("LoRAs read as their names with their scales, and a list of anything else as it is", () => {
  const rain = { id: "wan", digest: "b", scale: "0.5" };
  expect(read([rain, { ...rain, id: "old", digest: "d", scale: "-1" }], models)).toBe(
    "Wan × 0.5, Old (withdrawn) × -1",
  );
  expect(read([rain, "more"], models)).toContain('"more"');
});

test("before the models are there, none is said to be missing", () => {
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
  expect(read({ id: "wan", digest: "b" }, undefined)).toBe("…");
});

test("other values need no models", () => {
  const fetched = vi.fn();
  vi.stubGlobal("fetch", fetched);
  expect(read(true, undefined)).toBe("on");
  expect(fetched).not.toHaveBeenCalled();
});
