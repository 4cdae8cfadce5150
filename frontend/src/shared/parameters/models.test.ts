import { expect, test } from "vitest";
import type { components } from "../api/schema";
import { choicesOf, chosenOf } from "./models";

type Model = components["schemas"]["Model"];
const model = (id: string, task: string, digests: string[], withdrawn: string | null = null) =>
  ({ id, name: id, task, withdrawn, versions: digests.map((digest) => ({ digest })) }) as unknown as Model;

test("versions of models for the task are offered, the newest first", () => {
  const offered = choicesOf([model("Wan", "video", ["a", "b"]), model("SD", "image", ["c"])], ["video"], null);
  expect(offered.map(({ digest, version, newest }) => [digest, version, newest])).toEqual([
    ["b", 2, true],
    ["a", 1, false],
  ]);
});

test("a withdrawn model is offered to nobody, and stays with who has it", () => {
  const models = [model("Wan", "video", ["a"], "licence")];
  expect(choicesOf(models, ["video"], null)).toEqual([]);
  expect(choicesOf(models, ["video"], { id: "Wan", digest: "a" })).toHaveLength(1);
});

test("what names no model is none", () => {
  expect([null, "", "x", 3, {}, { id: "a" }, { id: 1, digest: "b" }].map(chosenOf)).toEqual(Array(7).fill(null));
  expect(chosenOf({ id: "a", digest: "b" })).toEqual({ id: "a", digest: "b" });
});
