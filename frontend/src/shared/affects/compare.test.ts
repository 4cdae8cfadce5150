import { expect, test } from "vitest";
import { compare, type Plan } from "./compare";

type Line = Plan["stages"][number];

const line = (shot: string, verdict: Line["verdict"], reason = "light changed", stage: Line["stage"] = "keyframe"): Line => ({
  shot, stage, verdict, reason, causes: [], cost: { seconds: { low: 2, high: 5, expected: 3 }, device_class: "cpu", price: null, basis: "measured" },
  variation: 1, certain: verdict === "run", new: false, added: false, inputs: [], behind: [], since: null, reused: null, made: null,
}); // prettier-ignore
const plan = (...stages: Line[]): Plan => ({
  as_of: 7,
  stages,
  chains: [],
  ports: [],
  added: null,
  total: { stages: stages.length, certain: stages.length, shots: 1, approved: 0, cost: null },
});

test("a shot that comes into the plan is remade and priced", () => {
  const effect = compare(plan(), plan(line("a", "run")));
  expect(effect.shots).toEqual([{ shot: "a", fate: "remade", already: false, reason: "light changed" }]);
  expect(effect.seconds).toEqual({ low: 2, high: 5, expected: 3 });
});

test("a shot that was never made is no effect of the edit", () => {
  const unmade = { ...line("a", "run", "will be made"), new: true };
  const effect = compare(plan(unmade), plan(unmade, line("b", "run")));
  expect(effect.shots.map(({ shot }) => shot)).toEqual(["b"]);
  expect(effect.unmade).toBe(1);
});

test("an approved shot is counted and costs nothing", () => {
  const effect = compare(plan(), plan(line("a", "pinned", "approved")));
  expect(effect.approved).toBe(1);
  expect(effect.seconds).toEqual({ low: 0, high: 0, expected: 0 });
});

test("a shot that leaves the plan is current again", () => {
  expect(compare(plan(line("a", "run")), plan()).shots).toEqual([
    { shot: "a", fate: "current", already: true, reason: "" },
  ]);
});

test("a shot that was out of date for another reason says so", () => {
  const effect = compare(plan(line("a", "run", "MARA changed")), plan(line("a", "run", "MARA, light changed")));
  expect(effect.shots[0]).toMatchObject({ already: true, fate: "remade" });
});

test("what was made before is reused, not remade", () => {
  expect(compare(plan(), plan(line("a", "reused", "exists already"))).shots[0]?.fate).toBe("reused");
});

test("what is out of date for the same reason is counted, not told as touched", () => {
  const effect = compare(plan(line("a", "run")), plan(line("a", "run")));
  expect(effect.shots).toEqual([]);
  expect([effect.stale, effect.unmade]).toEqual([1, 0]);
});
