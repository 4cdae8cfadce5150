import { describe, expect, it } from "vitest";
import { clamp, frameAt, framesIn, middleOf, rateOf, timecode } from "./timing";

const RATES = ["24", "25", "30", "24000/1001", "30000/1001", "60"];

describe("timing", () => {
  it("goes into the middle of a frame and reads its time stamp back as that frame, at every rate", () => {
    for (const rate of RATES.map(rateOf)) {
      for (const frame of [0, 1, 59, 1000, 86_399, 200_000]) {
        const stamp = (frame * rate.denominator) / rate.numerator;
        const half = rate.denominator / rate.numerator / 2;
        expect(middleOf(frame, rate)).toBeCloseTo(stamp + half, 9);
        expect(frameAt(stamp, rate)).toBe(frame);
        expect(frameAt(stamp - 1e-6, rate)).toBe(frame);
      }
    }
  });

  it("reads exact rates and refuses what is none", () => {
    expect(rateOf("24000/1001")).toEqual({ numerator: 24000, denominator: 1001 });
    for (const wrong of ["0", "23.976", "24/0", "", "-24", "24/1/1"]) expect(() => rateOf(wrong)).toThrow();
  });

  it("counts timecode at the nominal rate and drops no number", () => {
    expect(timecode(0, rateOf("24"))).toBe("00:00:00:00");
    expect(timecode(86_399, rateOf("24000/1001"))).toBe("00:59:59:23");
    expect(timecode(90_000, rateOf("25"))).toBe("01:00:00:00");
  });

  it("keeps frames within their film and counts those that passed", () => {
    expect([clamp(-1, 10), clamp(10, 10), clamp(4, 10)]).toEqual([0, 9, 4]);
    expect(framesIn(1001, rateOf("24000/1001"))).toBe(24);
  });
});
