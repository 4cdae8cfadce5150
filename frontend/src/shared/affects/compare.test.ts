import { expect, test } from "vitest";
import { compare, type Plan } from "./compare";

type Line = Plan["stages"][number];

const line = (shot: string, verdict: Line["verdict"], reason = "light changed", stage: Line["stage"] = "keyframe"): Line => ({
  shot, stage, verdict, reason, causes: [], cost: { seconds: { low: 2, high: 5, expected: 3 }, device_class: "cpu", price: null, basis: "measured" },
  variation: 1, certain: verdict === "run", new: false, added: false, inputs: [], behind: [], since: null, reused: null, made: null, segments: [],
}); // prettier-ignore
const euros = (amount: string) => ({ amount, currency: "EUR" });
const plan = (...stages: Line[]): Plan => ({
  as_of: 7,
  stages,
  chains: [],
  ports: [],
  added: null,
  total: { stages: stages.length, certain: stages.length, shots: 1, approved: 0, cost: null },
});

test("a shot that comes into the plan is remade, at the price of what the edit adds to what was out of date", () => {
  const seconds = { low: 2, high: 5, expected: 3 };
  const price = { low: euros("1.00"), high: euros("2.00"), expected: euros("1.50") };
  const cost = { device_class: "cpu", basis: "measured" } as const;
  const total = { stages: 2, certain: 2, shots: 2, approved: 0 };
  const then: Plan = {
    ...plan(line("b", "run"), line("a", "run")),
    total: {
      ...total,
      cost: { ...cost, seconds: { low: 4, high: 10, expected: 6 }, price: { ...price, high: euros("9.00") } },
    },
    added: { ...total, stages: 1, shots: 1, cost: { ...cost, seconds, price } },
  };
  const effect = compare(plan(line("b", "run")), then);
  expect(effect.shots).toEqual([{ shot: "a", fate: "remade", already: false, reason: "light changed" }]);
  expect([effect.seconds, effect.price]).toEqual([seconds, price]);
});

test("a shot that was never made is no effect of the edit", () => {
  const unmade = { ...line("a", "run", "will be made"), new: true };
  const effect = compare(plan(unmade), plan(unmade, line("b", "run")));
  expect(effect.shots.map(({ shot }) => shot)).toEqual(["b"]);
  expect(effect.unmade).toBe(1);
});

test("an approved shot is counted", () => {
  expect(compare(plan(), plan(line("a", "pinned", "approved"))).approved).toBe(1);
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
