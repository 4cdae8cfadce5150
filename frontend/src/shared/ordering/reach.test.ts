/** Orders up to a stage: what they stand on, whom they are for. */
import { expect, test } from "vitest";
import type { components } from "../api/schema";
import { keptShots, makesTakes, shotsToOrder, upTo } from "./reach";

type Line = components["schemas"]["PlanLine"];

const node = (id: string, inputs: Record<string, string[]>) => ({ id, kind: id, label: "", when: "", inputs });
const PIPELINE = {
  nodes: [
    node("prompt", {}),
    node("keyframe", { prompt: ["prompt.prompt"], continues: ["continues:motion.last_frame"] }),
    node("motion", { keyframe: ["keyframe.keyframe"] }),
    node("finish", { motion: ["motion.frames"] }),
    node("look", { prompt: ["prompt.prompt"] }),
  ],
  outputs: { master: "finish.master", still: "look.still" },
};
const line = (shot: string, stage: string, verdict: Line["verdict"]) => ({ shot, stage, verdict }) as Line;
const plan = (...stages: Line[]) => ({ stages }) as components["schemas"]["Plan"];

test("a stage stands on what feeds it in its own shot", () => {
  expect([...upTo(PIPELINE, "motion")].toSorted()).toEqual(["keyframe", "motion", "prompt"]);
});

test("takes come of an order that reaches every output", () => {
  expect(makesTakes(PIPELINE, "finish")).toBe(false);
  expect(makesTakes({ ...PIPELINE, outputs: { master: "finish.master" } }, "finish")).toBe(true);
  expect(makesTakes({ ...PIPELINE, outputs: { master: "finish.master" } }, "motion")).toBe(false);
});

test("ordered are wanted shots of which something runs, and what exists where a take comes of it", () => {
  const told = plan(
    line("one", "prompt", "run"),
    line("two", "prompt", "reused"),
    line("three", "prompt", "pinned"),
    line("before", "prompt", "run"),
  );
  const wanted = new Set(["one", "two", "three"]);
  expect(shotsToOrder(told, wanted, false, false)).toEqual(["one"]);
  expect(shotsToOrder(told, wanted, true, false)).toEqual(["one", "two"]);
  expect(shotsToOrder(told, wanted, false, true)).toEqual(["one", "three"]);
  expect(keptShots(told, wanted)).toBe(1);
});
