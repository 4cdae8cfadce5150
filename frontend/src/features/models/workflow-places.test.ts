import { expect, test } from "vitest";
import type { ReadWorkflow } from "./queries";
import { declared, fromSuggestion } from "./workflow-places";

test("what is suggested comes back as it was, in the order of the words", () => {
  const inputs: ReadWorkflow["inputs"] = [
    { word: "seed", place: { node: "Sampler", input: "seed" } },
    { word: "prompt", place: { node: "A · B\tC", input: "text" } },
    { word: "seed", place: { node: "#4", input: "noise_seed" } },
  ];
  expect(declared(fromSuggestion({ inputs } as ReadWorkflow))).toEqual([inputs[1], inputs[0], inputs[2]]);
});

test("a word that goes nowhere is not declared", () => {
  expect(declared({ prompt: [], seed: ["Sampler\tseed"] })).toEqual([
    { word: "seed", place: { node: "Sampler", input: "seed" } },
  ]);
});
