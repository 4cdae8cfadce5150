/** What keys and drags of the timeline come to. */
import { expect, test } from "vitest";
import type { Cut, CutClip } from "../../shared/api/cut";
import { itemAt, placeAt, placed, trimmed } from "./timeline-edits";
import { itemsOf } from "../../shared/api/cut";

const clip = (shot: string, start: number, frames: number, rest: Partial<CutClip> = {}) =>
  ({ shot, code: shot, start, frames, whole: frames, first: 0, dissolve: 0, ...rest }) as CutClip;

const cut = {
  rate: "24",
  clips: [clip("a", 0, 10), clip("b", 10, 6, { whole: 12, first: 2 }), clip("c", 20, 8, { dissolve: 2 })],
  gaps: [{ id: "g", behind: "b", start: 16, frames: 4, whole: 6, dissolve: 0 }],
} as unknown as Cut;

test("shots and gaps follow each other", () => {
  expect(itemsOf(cut).map((item) => item.gap?.id ?? item.clip?.shot)).toEqual(["a", "b", "g", "c"]);
  expect([0, 9, 10, 17, 99].map((frame) => itemAt(itemsOf(cut), frame))).toEqual([0, 0, 1, 2, 3]);
});

test("an edge is trimmed by frames as far as there are some", () => {
  expect(trimmed(cut, 1, "head", 1, "ripple")).toEqual([{ edit: "trim", shot: "b", head: 3, tail: 4 }]);
  expect(trimmed(cut, 1, "tail", 1, "ripple")).toEqual([{ edit: "trim", shot: "b", head: 2, tail: 3 }]);
  expect(trimmed(cut, 0, "tail", 1, "ripple")).toEqual([]);
  expect(trimmed(cut, 0, "head", 10, "ripple")).toEqual([]);
  expect(trimmed(cut, 2, "tail", -5, "ripple")).toEqual([{ edit: "resize", gap: "g", frames: 1 }]);
});

test("in a roll the neighbour takes what is given", () => {
  expect(trimmed(cut, 1, "head", 1, "roll")).toEqual([]);
  expect(trimmed(cut, 1, "tail", 2, "roll")).toEqual([
    { edit: "trim", shot: "b", head: 2, tail: 2 },
    { edit: "resize", gap: "g", frames: 4 },
  ]);
  expect(trimmed(cut, 0, "tail", -2, "roll")).toEqual([
    { edit: "trim", shot: "a", head: 0, tail: 2 },
    { edit: "trim", shot: "b", head: 0, tail: 4 },
  ]);
});

test("a shot is put behind whoever stands before its new place", () => {
  expect(placed(cut, "a", 1)).toEqual([{ edit: "move", shot: "a", behind: "b" }]);
  expect(placed(cut, "c", 0)).toEqual([{ edit: "move", shot: "c", behind: null }]);
  expect(placed(cut, "b", 1)).toEqual([]);
  expect(placed(cut, "c", 9)).toEqual([]);
  expect([placeAt(cut, "a", 14), placeAt(cut, "a", 5), placeAt(cut, "c", 99)]).toEqual([1, 0, 2]);
});
