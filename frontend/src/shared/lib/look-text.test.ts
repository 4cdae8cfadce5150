import { expect, test } from "vitest";
import { lookText } from "./look-text";

const WET = {
  label: "wet",
  first: { kind: "scene", id: "12" },
  last: null,
  without: ["15"],
  also: [],
  description: null,
  attributes: { wardrobe_colour: "navy", accessory: null },
  images: null,
};

test("a change of a look reads as people say it", () => {
  const names: Record<string, string> = { 12: "SC012", 15: "SC015" };
  const text = lookText(WET, (id) => names[id]);
  expect(text).toBe("“wet”\nfrom SC012 to the end, not in SC015\nwardrobe colour: navy\naccessory: none");
});

test("scenes that nobody can name are left out, and other values are none", () => {
  expect(lookText(WET)).toBe("“wet”\nwardrobe colour: navy\naccessory: none");
  expect(lookText({ reason: "graded" })).toBeNull();
  expect(lookText("wet")).toBeNull();
});
