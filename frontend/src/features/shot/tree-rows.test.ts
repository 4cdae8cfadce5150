import { expect, test } from "vitest";
import { readable, type TakeStep } from "./tree-queries";
import { treeRows } from "./tree-rows";

const step = (number: number, kind: TakeStep["kind"], after: number | null) =>
  ({ take: `t${number}`, number, kind, after: after === null ? null : { id: `t${after}`, number: after } }) as TakeStep;

test("branches stand below the take that they leave, and edits go on in its column", () => {
  const rows = treeRows([
    step(1, "first", null),
    step(2, "variation", 1),
    step(3, "edit", 1),
    step(4, "retake", 1),
    step(5, "edit", 2),
    step(6, "extension", 4),
    step(7, "model", 3),
  ]);
  expect(rows.map((row) => [row.step.number, row.depth])).toEqual([
    [1, 0],
    [2, 1],
    [5, 1],
    [4, 1],
    [6, 2],
    [3, 0],
    [7, 0],
  ]);
});

test("a take that came after one that is not there stands by itself", () => {
  expect(treeRows([step(2, "retake", 1)]).map(({ depth }) => depth)).toEqual([0]);
});

test("what was sent is read in lines where it is JSON", () => {
  expect(readable('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(readable("a lamp")).toBe("a lamp");
});
