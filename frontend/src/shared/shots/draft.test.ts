import { expect, it } from "vitest";
import type { Shot } from "../api/shots";
import { bodyOf, changedSince, problemsOf, seenOf, withChange } from "./draft";

const shot = { own: { description: null, size: "wide", camera: null, frames: 48 }, continues: null } as Shot;

it("holds only what differs from what is saved", () => {
  const draft = withChange(withChange({}, shot, "size", "medium"), shot, "camera", "static");
  expect(draft).toEqual({ size: "medium", camera: "static" });
  expect(withChange(draft, shot, "size", "wide")).toEqual({ camera: "static" });
  expect(withChange({}, shot, "description", null)).toEqual({});
});

it("sends null to follow the script, and frames as a number", () => {
  expect(bodyOf({ size: null, frames: "72", description: "Rain." })).toEqual({
    size: null,
    frames: 72,
    description: "Rain.",
  });
  expect(bodyOf({ frames: null })).toEqual({ frames: null });
});

it("refuses frames that are no whole number above zero", () => {
  expect(["0", "", "1.5", "x"].map((frames) => problemsOf({ frames }))).toEqual([true, true, true, true]);
  expect(problemsOf({ frames: "24" })).toBe(false);
});

it("tells what others changed since it was begun, also where nothing is written", () => {
  const seen = seenOf(shot, "1");
  const now = { own: { ...shot.own, size: null, frames: 72 }, continues: "s1" } as Shot;
  expect(changedSince(seen, shot)).toEqual([]);
  expect(changedSince(seen, now)).toEqual([
    { field: "size", now: null },
    { field: "frames", now: "72" },
    { field: "continues", now: "s1" },
  ]);
});
