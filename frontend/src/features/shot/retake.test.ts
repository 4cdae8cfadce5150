import { describe, expect, it } from "vitest";
import { addedTo, rangeOf, seedOf } from "./retake";

describe("frames that are typed", () => {
  it("count from the number that the production calls its first frame", () => {
    expect(rangeOf({ first: "1003", last: "1005" }, 1001, 24)).toEqual({ first: 2, last: 4 });
    expect(rangeOf({ first: "0", last: "23" }, 0, 24)).toEqual({ first: 0, last: 23 });
  });

  it.each([
    ["", "3"],
    ["2", "x"],
    ["4", "3"],
    ["0", "24"],
    ["-1", "3"],
    ["1.5", "3"],
  ])("from %j to %j are no range of a take of 24 frames", (first, last) => {
    expect(rangeOf({ first, last }, 0, 24)).toBeNull();
  });

  it("lengthen a take behind its last one", () => {
    expect(addedTo(24, "12")).toEqual({ first: 24, last: 35 });
    expect(addedTo(24, "0")).toBeNull();
    expect(addedTo(24, "some")).toBeNull();
  });
});

describe("a seed", () => {
  it("may be left to chance, and must be one that can be", () => {
    expect(seedOf(" ")).toBeNull();
    expect(seedOf("7")).toBe(7);
    expect(seedOf("2147483648")).toBeUndefined();
    expect(seedOf("red")).toBeUndefined();
  });
});
