import { expect, test } from "vitest";
import { added, byReason, estimate, type Plan, type PlanLine } from "./estimate";
import { cardHeight, columnsIn, gridItems, wallItems } from "./items";
import { updates } from "./pending";
import { row } from "./row-for-tests";
import { between, readSelection, written } from "./selection";

const codes = ["A1", "A2", "A3", "A4", "B1"];
const rows = [row({ code: "SC010_0010" }), row({ code: "SC010_0020" }), row({ code: "SC020_0010" })];

test("a selection is written as runs in film order and read back", () => {
  const chosen = new Set(["A3", "A1", "A2", "B1"]);
  expect(written(codes, chosen)).toBe("A1..A3,B1");
  expect(readSelection(codes, "A1..A3,B1,gone,A9..A4")).toEqual(chosen);
});

test("a range goes both ways", () => {
  expect(between(codes, "A4", "A2")).toEqual(["A2", "A3", "A4"]);
  expect(between(codes, "gone", "A2")).toEqual(["A2"]);
});

test("updates count what came, went and moved, each once", () => {
  expect(updates(["1", "2", "3"], ["1", "2", "3"])).toBe(0);
  expect(updates(["1", "2", "3"], ["1", "3", "4"])).toBe(2);
  expect(updates(["1", "2", "3", "4"], ["4", "1", "2", "3"])).toBe(1);
});

const line = (shot: string, verdict: PlanLine["verdict"], low: number, high: number): PlanLine => ({
  shot,
  stage: "motion",
  verdict,
  reason: "the light changed",
  causes: [],
  cost: {
    seconds: { low, high, expected: (low + high) / 2 },
    device_class: "cpu",
    price: {
      low: { amount: "0.10", currency: "EUR" },
      high: { amount: "0.205", currency: "EUR" },
      expected: { amount: "0.15", currency: "EUR" },
    },
    basis: low === 9 ? "guessed" : "measured",
  },
  variation: 1,
  certain: verdict === "run",
  new: false,
  added: false,
  inputs: [],
  behind: [],
  since: null,
  reused: null,
  made: null,
});
const plan: Plan = {
  as_of: 1,
  stages: [line("a", "run", 1, 2), line("a", "may-run", 0, 3), line("b", "pinned", 4, 5), line("c", "run", 9, 9)],
  chains: [],
  ports: [],
  added: null,
  total: { stages: 4, certain: 2, shots: 3, approved: 1, cost: null },
};

test("the estimate adds up the selection alone, and kept shots only when they are included", () => {
  const found = estimate(plan, new Set(["a", "b"]), false);
  expect(found).toMatchObject({ run: 1, mayRun: 1, shots: 1, kept: 1, seconds: { low: 1, high: 5 } });
  expect(estimate(plan, new Set(["a", "b"]), true)).toMatchObject({ run: 2, shots: 2, seconds: { low: 5, high: 10 } });
});

test("prices are summed as decimals and hidden costs stay hidden", () => {
  expect(estimate(plan, new Set(["a", "b"]), true).basis).toBe("measured");
  expect(estimate(plan, new Set(["a", "c"]), true).basis).toBe("guessed");
  expect(estimate(plan, new Set(["a"]), false).price).toEqual({
    low: { amount: "0.20", currency: "EUR" },
    high: { amount: "0.410", currency: "EUR" },
    expected: { amount: "0.30", currency: "EUR" },
  });
  expect(added("0.1", "-0.25")).toBe("-0.15");
  const hidden = { ...plan, stages: plan.stages.map((each) => ({ ...each, cost: null })) };
  expect(estimate(hidden, new Set(["a"]), false)).toMatchObject({ seconds: null, price: null });
});

test("lines of one reason are one line with a count", () => {
  expect(byReason(plan.stages)[0]).toMatchObject({
    stage: "motion",
    verdict: "run",
    reason: "the light changed",
    count: 2,
  });
});

test("the grid has a heading per scene, the wall lines of cards", () => {
  expect(gridItems(rows, true).map((item) => item.kind)).toEqual(["group", "row", "row", "group", "row"]);
  expect(wallItems(rows, true, 2).map((item) => item.kind)).toEqual(["group", "cards", "group", "cards"]);
  expect(columnsIn(10, 3)).toBe(1);
  expect(cardHeight(416, 2)).toBe(165);
});
