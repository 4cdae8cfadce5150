import { describe, expect, it } from "vitest";
import { askedOf, NO_AXIS, sizeOf, valuesOf, type Parameter } from "./grid";

const parameter = (kind: Parameter["kind"], options: string[] = []) =>
  ({ name: kind, label: kind, kind, options }) as unknown as Parameter;

describe("a grid that is asked for", () => {
  it("reads numbers between blanks and commas, each once", () => {
    expect(valuesOf({ ...NO_AXIS, parameter: parameter("decimal"), text: "3, 5 5;7.5" })).toEqual(["3", "5", "7.5"]);
  });
  it("reads words line by line", () => {
    expect(valuesOf({ ...NO_AXIS, parameter: parameter("text"), text: "wet ink, slow\n\n oil " })).toEqual([
      "wet ink, slow",
      "oil",
    ]);
  });
  it("takes the options of a choice in their own order, the empty one too", () => {
    const grade = parameter("choice", ["", "warm", "noir"]);
    expect(valuesOf({ ...NO_AXIS, parameter: grade, chosen: ["noir", ""] })).toEqual(["", "noir"]);
  });
  it("knows a switch as on and off", () => {
    expect(valuesOf({ ...NO_AXIS, parameter: parameter("switch"), chosen: ["false", "true"] })).toEqual([true, false]);
  });
  it("leaves out what has no values and counts the rest", () => {
    const asked = askedOf(2, [
      { ...NO_AXIS, parameter: parameter("decimal"), text: "1 2 3" },
      { ...NO_AXIS, parameter: parameter("text") },
    ]);
    expect(asked).toEqual({ seeds: 2, axes: [{ parameter: "decimal", values: ["1", "2", "3"] }] });
    expect(sizeOf(asked, 4)).toBe(24);
    expect(sizeOf(askedOf(3, []), 2)).toBe(6);
  });
});
