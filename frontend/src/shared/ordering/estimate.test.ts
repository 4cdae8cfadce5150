import { expect, test } from "vitest";
import { added, byReason, estimate, fatesOfPorts, isVain, mendedAt, type Plan, type PlanLine } from "./estimate";

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
  segments: [],
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

test("a cost rests on the weakest of its parts", () => {
  expect(estimate(plan, new Set(["a", "b"]), true).basis).toBe("measured");
  expect(estimate(plan, new Set(["a", "c"]), true).basis).toBe("guessed");
});

test("prices are summed as decimals and hidden costs stay hidden", () => {
  expect(estimate(plan, new Set(["a"]), false).price).toEqual({
    low: { amount: "0.20", currency: "EUR" },
    high: { amount: "0.410", currency: "EUR" },
    expected: { amount: "0.30", currency: "EUR" },
  });
  expect(added("0.1", "-0.25")).toBe("-0.15");
  const hidden = { ...plan, stages: plan.stages.map((each) => ({ ...each, cost: null })) };
  expect(estimate(hidden, new Set(["a"]), false)).toMatchObject({ seconds: null, price: null });
});

test("lines of one stage, fate, reason and origin are one group, what runs and what is blocked first", () => {
  const at = "2026-11-20T10:00:00Z";
  const reused = (name: string) => ({ ...line("d", "reused", 0, 0), reused: { production: null, name, at } });
  const lines = [...plan.stages, line("d", "run", 1, 1), reused("Other"), reused("Ferry"), line("e", "blocked", 0, 0)];
  const groups = byReason(lines, []).map(({ verdict, reused: from, lines: all }) => [verdict, from?.name, all.length]);
  expect(groups).toEqual([
    ["run", undefined, 3],
    ["may-run", undefined, 1],
    ["blocked", undefined, 1],
    ["reused", "Other", 1],
    ["reused", "Ferry", 1],
    ["pinned", undefined, 1],
  ]);
});

const port = (name: string, certain: number, perhaps: number) => ({ port: name, shots: certain + perhaps, certain, perhaps }); // prettier-ignore

const of = (stage: string, given: Partial<PlanLine> = {}) => ({ ...line("a", "run", 0, 0), stage, ...given });

const stuck = (stage: string, behind: string[], given: Partial<PlanLine> = {}) =>
  of(stage, { verdict: "blocked", behind, ...given });

const ofFirst = (...stages: PlanLine[]) => estimate({ ...plan, stages }, new Set(["a"]), false);

test("an order of what is blocked, or of nothing, is no use", () => {
  const [blocked, reused] = [line("a", "blocked", 0, 0), line("a", "reused", 0, 0)];
  expect(isVain(ofFirst(blocked, reused), true)).toBe(true);
  expect(isVain(ofFirst(blocked), false)).toBe(true);
  expect(isVain(ofFirst(blocked, line("a", "run", 1, 1)), true)).toBe(false);
  expect(isVain(ofFirst(reused), true)).toBe(false);
  expect([isVain(ofFirst(), true), isVain(ofFirst(), false)]).toEqual([true, false]);
});

test("what is blocked is mended at its own model, at the shots of a circle, or where what it waits for is", () => {
  const motion = stuck("motion", ["keyframe", "continues"]);
  const lines = [motion, stuck("finish", ["motion"]), stuck("motion", [], { shot: "b" })];
  const places = lines.map((each) => mendedAt(each, lines));
  expect(places).toEqual(["model", null, "model"]);
  expect(mendedAt(stuck("finish", ["motion"], { shot: "c" }), lines)).toBe("model");
  expect(mendedAt(stuck("finish", ["motion"], { variation: 2 }), lines)).toBe("model");
  const circle = [stuck("motion", ["continues"]), stuck("finish", ["continues"])];
  expect(circle.map((each) => mendedAt(each, circle))).toEqual(["shot", "shot"]);
});

test("what one event keeps is one group, and stages stand as the pipeline has them", () => {
  const kept = { verdict: "pinned", certain: false, since: { event: "e", position: 7 } } as const;
  const lines = [of("finish"), of("prompt"), of("prompt", kept), of("finish", kept)];
  const groups = byReason(lines, ["prompt", "motion", "finish"]).map(({ stages, verdict }) => [verdict, stages]);
  expect(groups).toEqual([["run", ["prompt"]], ["run", ["finish"]], ["pinned", ["prompt", "finish"]]]); // prettier-ignore
});

test("parts of takes that meet one fate are named together, what surely changes first", () => {
  const ports = [
    port("master", 0, 0),
    port("sound", 3, 0),
    port("timing", 0, 2),
    port("captions", 3, 0),
    port("report", 1, 2),
  ];
  expect(fatesOfPorts({ ...plan, ports })).toEqual([
    { ports: ["sound", "captions"], certain: 3, perhaps: 0 },
    { ports: ["report"], certain: 1, perhaps: 2 },
    { ports: ["timing"], certain: 0, perhaps: 2 },
    { ports: ["master"], certain: 0, perhaps: 0 },
  ]);
  expect(fatesOfPorts({ ...plan, ports: ports.slice(1, 2) })).toEqual([]);
  const fresh = plan.stages.map((each) => ({ ...each, new: true }));
  expect(fatesOfPorts({ ...plan, ports, stages: fresh })).toEqual([]);
});
