import { describe, expect, it } from "vitest";
import type { Model } from "../parameters/models";
import { asKnown, askedOf, canVary, NO_AXIS, optionsOf, secondBeside, sizeOf, valuesOf, type Parameter } from "./grid";

const parameter = (kind: Parameter["kind"], options: string[] = []) =>
  ({ name: kind, label: kind, kind, options }) as unknown as Parameter;

describe("a grid that is asked for", () => {
  it("comes back with its parameters as they are known now, and without those that are gone", () => {
    const left = { ...NO_AXIS, parameter: parameter("choice", ["noir"]), chosen: ["noir"] };
    const now = parameter("choice", ["noir", "warm"]);
    expect(asKnown(left, [parameter("text"), now])).toEqual({ ...left, parameter: now });
    expect(asKnown(left, [parameter("text")])).toBe(NO_AXIS);
  });
  it("reads numbers between blanks and commas, each once", () => {
    expect(valuesOf({ ...NO_AXIS, parameter: parameter("decimal"), text: "3, 5 5;7.5" }, [])).toEqual([
      "3",
      "5",
      "7.5",
    ]);
  });
  it("reads words line by line", () => {
    expect(valuesOf({ ...NO_AXIS, parameter: parameter("text"), text: "wet ink, slow\n\n oil " }, [])).toEqual([
      "wet ink, slow",
      "oil",
    ]);
  });
  it("takes the options of a choice in their own order, the empty one too", () => {
    const grade = parameter("choice", ["", "warm", "noir"]);
    expect(valuesOf({ ...NO_AXIS, parameter: grade, chosen: ["noir", ""] }, [])).toEqual(["", "noir"]);
  });
  it("knows a switch as on and off", () => {
    expect(valuesOf({ ...NO_AXIS, parameter: parameter("switch"), chosen: ["false", "true"] }, [])).toEqual([
      true,
      false,
    ]);
  });
  it("takes versions of models for the parameter's task, each as a value names it", () => {
    const models = [
      {
        id: "wan",
        task: "video",
        backend: "diffusers",
        withdrawn: null,
        versions: [
          { number: 2, digest: "b" },
          { number: 1, digest: "a" },
        ],
      },
      { id: "sd", task: "image", backend: "diffusers", withdrawn: null, versions: [{ number: 1, digest: "c" }] },
    ] as unknown as Model[];
    const model = parameter("model", ["video"]);
    expect(optionsOf(model, models)?.map(({ key }) => key)).toEqual(["wan b", "wan a"]);
    const draft = { ...NO_AXIS, parameter: model, chosen: ["wan a", "wan b", "sd c"] };
    expect(valuesOf(draft, models)).toEqual([
      { id: "wan", digest: "b" },
      { id: "wan", digest: "a" },
    ]);
    expect(valuesOf(draft, [])).toEqual([]);
  });
  it("varies what shots have and use", () => {
    const levels: Parameter["levels"] = ["production", "scene", "shot"];
    expect(canVary({ levels, unused: false, kind: "text" })).toBe(true);
    expect(canVary({ levels, unused: true, kind: "text" })).toBe(false);
    expect(canVary({ levels: ["production"], unused: false, kind: "text" })).toBe(false);
    expect(canVary({ levels: ["production", "scene", "shot"], unused: false, kind: "loras" })).toBe(false);
  });
  it("lets a parameter vary along one axis alone", () => {
    const [grade, steps] = [parameter("choice", ["noir"]), parameter("integer")];
    const second = { ...NO_AXIS, parameter: grade, chosen: ["noir"] };
    expect(secondBeside({ ...NO_AXIS, parameter: grade }, second)).toEqual(NO_AXIS);
    expect(secondBeside({ ...NO_AXIS, parameter: steps }, second)).toBe(second);
    expect(secondBeside(NO_AXIS, NO_AXIS)).toBe(NO_AXIS);
  });
  it("leaves out what has no values and counts the rest", () => {
    const asked = askedOf(
      2,
      [
        { ...NO_AXIS, parameter: parameter("decimal"), text: "1 2 3" },
        { ...NO_AXIS, parameter: parameter("text") },
      ],
      [],
    );
    expect(asked).toEqual({ seeds: 2, axes: [{ parameter: "decimal", values: ["1", "2", "3"] }] });
    expect(sizeOf(asked, 4)).toBe(24);
    expect(sizeOf(askedOf(3, [], []), 2)).toBe(6);
  });
});
