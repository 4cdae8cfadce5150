import { expect, test } from "vitest";
import { toldOf, type Work } from "./works";

const work = (frames: number, made: number): Work => ({
  model: "wan",
  name: "Wan",
  version: 1,
  width: 832,
  height: 480,
  frames: made,
  steps: 50,
  snaps: [
    { of: "size", asked: "1280x720", made: "832x480", why: "the only size that it makes" },
    { of: "frames", asked: String(frames), made: String(made), why: "4n + 1" },
    { of: "steps", asked: "", made: "50", why: "as the model recommends" },
  ],
  notes: ["it moves faster"],
});

test("what is bent is told once, and what fits or was not asked for not at all", () => {
  const { models, makes, bent, notes } = toldOf([work(24, 25), work(81, 81), work(24, 25)]);
  expect(models).toEqual([{ id: "wan", name: "Wan" }]);
  expect(makes.map(({ frames }) => frames)).toEqual([25, 81]);
  expect(bent.map(({ of }) => of)).toEqual(["size"]);
  expect(toldOf([work(24, 25)]).bent.map(({ of, asked, made }) => [of, asked, made])).toEqual([
    ["size", "1280x720", "832x480"],
    ["frames", "24", "25"],
  ]);
  expect(notes).toEqual(["it moves faster"]);
});
