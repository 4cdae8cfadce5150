import { expect, test } from "vitest";
import { differenceText, fieldWords, summary, type EntityDifference } from "./difference-query";
import { addressOf, typesOf } from "./kinds";

test("things are counted by kind and change", () => {
  const entities = [
    { kind: "shot", change: "changed" },
    { kind: "shot", change: "changed" },
    { kind: "scene", change: "added" },
  ] as EntityDifference[];
  expect(summary(entities)).toEqual([
    { kind: "shot", change: "changed", count: 2 },
    { kind: "scene", change: "added", count: 1 },
  ]);
});

test("fields say what they are about, by name", () => {
  expect(fieldWords("attribute:hair_colour", {})).toEqual({ group: "attribute", name: "hair colour" });
  expect(fieldWords("cast:r1", { r1: "MARA" })).toEqual({ group: "cast", name: "MARA" });
  expect(fieldWords("frames", {})).toEqual({ group: null, name: "frames" });
});

test("values name what they point at", () => {
  expect(differenceText("r1", { r1: "SC010" })).toBe("SC010");
  expect(differenceText({ role: "", strength: "1", version: null }, {})).toBe("strength 1");
});

test("a kind is all its types, and an unknown one none", () => {
  expect(typesOf("script")).toBe("script.revised,script.broken_down");
  expect(typesOf("reel")).toBeUndefined();
});

test("a take leads to its shot, a job without one nowhere", () => {
  expect(addressOf("p", "take", "t", { shot: "s" })).toBe("/p/p/shots/s?take=t");
  expect(addressOf("p", "job", "j")).toBeNull();
});
