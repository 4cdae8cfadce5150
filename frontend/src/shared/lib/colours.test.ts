import { expect, test } from "vitest";
import { hexOf, wrongInPalette } from "./colours";

test.each([
  ["#F2C230", "#f2c230"],
  ["#fa0", "#ffaa00"],
  ["navy", "#24324f"],
  ["sky blue", "#86b4d8"],
  ["a dark red oilskin", "#c23b34"],
  ["bananas", null],
  ["#12", null],
  ["", null],
])("%j is %j", (text, hex) => expect(hexOf(text)).toBe(hex));

test("words for skin are colours of skin alone", () => {
  expect(hexOf("weathered")).toBeNull();
  expect(hexOf("weathered", true)).toBe("#bd8863");
});

test("a palette says what is wrong in it", () => {
  expect(wrongInPalette("")).toBeNull();
  expect(wrongInPalette("#102030 #405060")).toBeNull();
  expect(wrongInPalette("#102030 bananas red")).toEqual({ parts: "bananas, red" });
  expect(wrongInPalette("bananas, navy")).toEqual({ parts: "bananas" });
  expect(wrongInPalette("#12")).toEqual({ parts: "#12" });
  expect(wrongInPalette("navy, dark red and #fa0 #102030")).toBeNull();
  expect(wrongInPalette(Array(6).fill("#102030").join(" "))).toEqual({ count: 6 });
});
