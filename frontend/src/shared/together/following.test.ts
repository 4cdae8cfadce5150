import { expect, test } from "vitest";
import { frameHere, runOn, shownAt, type Placed } from "./following";

const rate = { numerator: 24, denominator: 1 };
const clips: Placed[] = [
  { take: "a", start: 0, frames: 10 },
  { take: null, start: 10, frames: 5 },
  { take: "b", start: 15, frames: 20 },
];

test("what is shown names the take and its frame", () => {
  expect(shownAt(17, 1, clips)).toEqual({ frame: 17, speed: 1, take: "b", within: 2 });
  expect(shownAt(12, 0, clips)).toEqual({ frame: 12, speed: 0, take: null, within: 2 });
});

test("the same line shows the same frame, and an older one the same frame of the take", () => {
  expect(frameHere(shownAt(17, 0, clips), clips)).toBe(17);
  const older: Placed[] = [
    { take: "b", start: 0, frames: 20 },
    { take: "a", start: 20, frames: 10 },
  ];
  expect(frameHere(shownAt(17, 0, clips), older)).toBe(2);
  expect(frameHere(shownAt(12, 0, clips), older)).toBe(12);
  expect(frameHere({ frame: 99, speed: 0, take: "gone", within: 3 }, clips)).toBe(34);
});

test("what plays has run on since, both ways and no further than the line", () => {
  expect(runOn(shownAt(0, 1, clips), 500, clips, rate)).toBe(12);
  expect(runOn(shownAt(20, -2, clips), 250, clips, rate)).toBe(8);
  expect(runOn(shownAt(20, 4, clips), 60_000, clips, rate)).toBe(34);
  expect(runOn(shownAt(20, 0, clips), 500, clips, rate)).toBe(20);
});
