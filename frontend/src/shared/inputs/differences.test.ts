import { expect, it } from "vitest";
import { differences } from "./differences";

const recipe = (inputs: object, beside: object = {}) => ({
  stage: "prompt",
  version: 1,
  backend: null,
  inputs,
  ...beside,
});

const cast = (colour: string) => ({
  prompt: recipe({ "cast:1": { role: "seen", look: { attributes: { wardrobe_colour: colour, hair: "bald" } } } }),
});

it("names every input that changed, once, with the stages that read it", () => {
  const before = { prompt: recipe({ size: "wide", camera: "static" }), finish: recipe({ camera: "static" }) };
  const after = { prompt: recipe({ size: "wide", camera: "push-in" }), finish: recipe({ camera: "push-in" }) };
  expect(differences(before, after)).toEqual([
    { key: "camera", before: "static", after: "push-in", stages: ["prompt", "finish"] },
  ]);
});

it("compares who is cast trait by trait", () => {
  expect(differences(cast("red"), cast("blue")).map(({ key }) => key)).toEqual([
    "cast:1/look/attributes/wardrobe_colour",
  ]);
});

it("names a variation, a backend and a stage that became another", () => {
  const before = { motion: recipe({}, { variation: 1, backend: { name: "animatic", version: "1" } }) };
  const after = { motion: recipe({}, { variation: 2, version: 2, backend: { name: "animatic", version: "2" } }) };
  expect(differences(before, after).map(({ key }) => key)).toEqual(["variation", "stage:prompt", "backend"]);
});

it("finds nothing between equal recipes, and everything against none", () => {
  const one = { prompt: recipe({ size: "wide" }) };
  expect(differences(one, structuredClone(one))).toEqual([]);
  expect(differences({}, one).map(({ key, before }) => [key, before])).toContainEqual(["size", undefined]);
});
