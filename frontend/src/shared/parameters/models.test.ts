import { expect, test } from "vitest";
import type { components } from "../api/schema";
import { choiceOf, choicesOf, chosenOf } from "./models";

type Model = components["schemas"]["Model"];
/** A model as it is read: its versions newest first, numbered from the oldest. */
const model = (id: string, task: string, digests: string[], withdrawn: string | null = null, backend = "diffusers") =>
  ({
    backend,
    id,
    name: id,
    task,
    withdrawn,
    versions: digests.map((digest, index) => ({ digest, number: digests.length - index })),
  }) as unknown as Model;

test("versions of models for the task are offered, the newest first", () => {
  const offered = choicesOf([model("Wan", "video", ["b", "a"]), model("SD", "image", ["c"])], ["video"], null);
  expect(offered.map(({ digest, version, newest }) => [digest, version, newest])).toEqual([
    ["b", 2, true],
    ["a", 1, false],
  ]);
});

test("a stage is offered what its own backend runs", () => {
  const models = [model("Wan", "video", ["a"]), model("Graph", "video", ["b"], null, "comfyui")];
  expect(choicesOf(models, ["video"], null).map(({ id }) => id)).toEqual(["Wan"]);
  expect(choicesOf(models, ["video", "comfyui"], null).map(({ id }) => id)).toEqual(["Graph"]);
});

test("a withdrawn model is offered to nobody, and stays with who has it", () => {
  const models = [model("Wan", "video", ["a"], "licence")];
  expect(choicesOf(models, ["video"], null)).toEqual([]);
  expect(choicesOf(models, ["video"], { id: "Wan", digest: "a" })).toHaveLength(1);
});

test("a value names the version by its number", () => {
  const models = [model("Wan", "video", ["b", "a"])];
  expect(choiceOf(models, { id: "Wan", digest: "b" })).toMatchObject({ version: 2, newest: true });
  expect(choiceOf(models, { id: "Wan", digest: "a" })).toMatchObject({ version: 1, newest: false });
  expect(choiceOf(models, { id: "Wan", digest: "c" })).toBeUndefined();
});

test("what names no model is none", () => {
  expect([null, "", "x", 3, {}, { id: "a" }, { id: 1, digest: "b" }].map(chosenOf)).toEqual(Array(7).fill(null));
  expect(chosenOf({ id: "a", digest: "b" })).toEqual({ id: "a", digest: "b" });
});
