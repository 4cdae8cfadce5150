import { expect, test } from "vitest";
import { valueText } from "./naming";

test("a voice reads as what it says of itself", () => {
  expect(valueText({ voice: "Annie", speed: "90" })).toBe("Voice: Annie · Speed: 90");
  expect(valueText({})).toBe("");
});

test("what is no map of texts is told as it is", () => {
  expect(valueText({ id: "m", digest: null })).toBe('{"id":"m","digest":null}');
});
