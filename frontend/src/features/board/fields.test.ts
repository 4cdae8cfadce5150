import { expect, test } from "vitest";
import type { Shot } from "../../shared/api/shots";
import { castable, editsFor, textOf, wrongIn } from "./fields";
import { row } from "./row-for-tests";

const known = castable(new Map([["m", "MARA"], ["j", "JONAS"]])); // prettier-ignore
const shot = {
  id: "s1",
  description: "The pier.",
  size: "wide",
  camera: "static",
  frames: 48,
  own: { description: null, size: "wide", camera: null, frames: 48 },
  cast: [{ reference: "m" }],
} as unknown as Shot;
const one = row({ id: "s1", shot, cast: ["MARA"] });

test("a text of a spreadsheet is read as the field has it", () => {
  expect(editsFor(one, "size", "Close up", known)).toEqual([
    { shot: "s1", field: "size", value: "close-up", from: "wide" },
  ]);
  expect(editsFor(one, "frames", " 72 ", known)).toEqual([{ shot: "s1", field: "frames", value: 72, from: 48 }]);
});

test("what a field says already makes no edit, whether it is the script's or one's own", () => {
  expect(editsFor(one, "description", "The pier.", known)).toEqual([]);
  expect(editsFor(one, "size", "wide", known)).toEqual([]);
  expect(editsFor(one, "camera", "", known)).toEqual([]);
});

test("an empty text follows the script", () => {
  expect(editsFor(one, "size", "", known)).toEqual([{ shot: "s1", field: "size", value: null, from: "wide" }]);
});

test("whoever is named is cast, and nobody else", () => {
  expect(textOf(one, "cast")).toBe("MARA");
  expect(editsFor(one, "cast", "jonas", known).map(({ field, value }) => [field, value !== null])).toEqual([
    ["cast:m", false],
    ["cast:j", true],
  ]);
  expect(editsFor(one, "cast", "Mara", known)).toEqual([]);
});

test("a word that the field cannot say is named", () => {
  expect(wrongIn("size", "huge", known)).toEqual({ key: "wrong.size", word: "huge" });
  expect(wrongIn("frames", "2.5", known)?.key).toBe("wrong.frames");
  expect(wrongIn("cast", "MARA, NOBODY", known)).toEqual({ key: "wrong.cast", word: "NOBODY" });
  expect(wrongIn("camera", "", known)).toBeNull();
});
