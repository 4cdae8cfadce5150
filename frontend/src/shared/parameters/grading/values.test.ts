import { expect, test } from "vitest";
import { decisionOf, gradeText, NEUTRAL, tableOf } from "./values";

test("a table reads as what its file was called", () => {
  expect(gradeText({ file: "sha256:ab", name: "harbour.cube", rights: "" })).toBe("harbour.cube");
  expect(gradeText({ file: "sha256:ab" })).toBe("A table of colours");
});

test("a decision reads as its numbers", () => {
  expect(gradeText({ ...NEUTRAL, slope: ["1.1", "1", "0.9"] })).toBe(
    "slope 1.1 1 0.9 · offset 0 0 0 · power 1 1 1 · saturation 1",
  );
});

test("other values are neither", () => {
  for (const value of [null, "text", 1, true, { id: "a", digest: "b" }, []]) {
    expect(gradeText(value)).toBeNull();
    expect(tableOf(value)).toBeNull();
    expect(decisionOf(value)).toBeNull();
  }
});
