/** What replacing a template changes: stages by their parts, outputs and values by what they were and become. */
import { expect, test } from "vitest";
import { linesOf } from "./template-difference";

test("a stage that is another names the parts that differ", () => {
  const before = { id: "still", kind: "keyframe", label: "", when: "", inputs: { prompt: "words.prompt" } };
  const after = { ...before, label: "soft", inputs: { prompt: ["words.prompt"], continues: ["a.b", "c.d"] } };
  expect(linesOf([{ field: "node:still", before, after }])).toEqual([
    {
      kind: "node",
      name: "soft",
      change: "changed",
      parts: [
        { name: "label", before: "not set", after: "soft" },
        { name: "continues", before: "not set", after: "a.b, c.d" },
      ],
    },
  ]);
});

test("stages come and go, outputs and parameters have values", () => {
  const node = { id: "first_look", kind: "keyframe" };
  const told = linesOf([
    { field: "node:first_look", before: null, after: node },
    { field: "node:first_look", before: node, after: null },
    { field: "output:master", before: "a.b", after: "c.d" },
    { field: "parameter:finish.fade_in", before: null, after: "12" },
    { field: "about", before: "Old.", after: "New." },
  ]);
  expect(told.map(({ kind, name, change }) => [kind, name, change])).toEqual([
    ["node", "first look", "added"],
    ["node", "first look", "removed"],
    ["output", "master", "changed"],
    ["parameter", "finish.fade_in", "added"],
    ["about", "", "changed"],
  ]);
  expect(told[2]?.parts).toEqual([{ name: "", before: "a.b", after: "c.d" }]);
});
