import { expect, test } from "vitest";
import { timecodeFrom } from "./numbering";
import { rateOf } from "./timing";

const from = (first: string, frame: number, rate: string) => timecodeFrom(first, frame, rateOf(rate));

test("timecode goes on from the first one that is said", () => {
  expect(from("", 25, "24")).toBe("00:00:01:01");
  expect(from("01:00:00:00", 24, "24000/1001")).toBe("01:00:01:00");
  expect(from("01:00:00:00", 1800, "30000/1001")).toBe("01:01:00:00");
  expect(from("00:59:59:23", 1, "25")).toBe("00:59:59:24");
});

test("behind a day timecode starts again", () => {
  expect(from("23:59:59:23", 0, "24")).toBe("23:59:59:23");
  expect(from("23:59:59:23", 1, "24")).toBe("00:00:00:00");
});
