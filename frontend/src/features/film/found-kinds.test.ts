import { expect, test } from "vitest";
import type { Found } from "./checks-query";
import { byKind } from "./found-kinds";

const found = (check: Found["check"], about: string): Found => ({
  check,
  about,
  shot: null,
  code: "",
  frame: null,
  matter: "",
  measured: "",
  limit: "",
  text: "",
  waiver: null,
});

test("what is found is gathered by kind, in the order in which it stands in the way", () => {
  const all = [found("unapproved", "a"), found("loudness", "b"), found("unapproved", "c")];
  expect(byKind(all).map(([check, of]) => [check, of.map(({ about }) => about)])).toEqual([
    ["unapproved", ["a", "c"]],
    ["loudness", ["b"]],
  ]);
});
