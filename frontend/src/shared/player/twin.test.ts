/** Which frames of two clips stand beside each other. */
import { expect, test } from "vitest";
import { rateOf } from "./timing";
import { beside, sameRate, together } from "./twin";

const RATES = ["24", "25", "24000/1001", "30000/1001", "30", "50", "60"].map(rateOf);

const clip = (count: number, rate: string) => ({ count, rate: rateOf(rate) });

test("at one rate frames of the same number stand beside each other", () => {
  for (const rate of RATES) {
    expect(beside(100_000, rate, rate)).toBe(100_000);
    expect(sameRate(rate, rate)).toBe(true);
  }
  expect(sameRate(rateOf("30"), rateOf("30000/1001"))).toBe(false);
  expect(sameRate(rateOf("24"), rateOf("48/2"))).toBe(true);
});

test("at two rates the frame is that of the same moment, without a rounding", () => {
  expect([0, 23, 24, 47].map((frame) => beside(frame, rateOf("24"), rateOf("25")))).toEqual([0, 23, 25, 48]);
  expect([0, 1, 2, 3].map((frame) => beside(frame, rateOf("60"), rateOf("30")))).toEqual([0, 0, 1, 1]);
  for (const first of RATES)
    for (const second of RATES)
      for (const frame of [0, 1, 999, 86_399, 1_000_000]) {
        const at = beside(frame, first, second);
        const [mine, theirs] = [first, second].map(({ numerator, denominator }) => numerator / denominator);
        const moment = frame / (mine ?? 1);
        expect(at / (theirs ?? 1)).toBeLessThanOrEqual(moment + 1e-9);
        expect((at + 1) / (theirs ?? 1)).toBeGreaterThan(moment - 1e-9);
      }
});

test("the line is as long as the longer one", () => {
  expect(together(clip(48, "24"), clip(60, "24"))).toBe(60);
  expect(together(clip(48, "24"), clip(50, "25"))).toBe(48);
  expect(together(clip(48, "24"), clip(51, "25"))).toBe(49);
  expect(together(clip(60, "24"), clip(0, "24"))).toBe(60);
});
