/** A board and what has changed of it. */
import { expect, test } from "vitest";
import { withChanges, type Board, type Cell, type ShotStanding } from "./stages";

const cell = (shot: string, stage: string, state: Cell["state"]): Cell => ({
  shot,
  stage,
  state,
  job: null,
  order: null,
  progress: null,
  take: null,
  verdict: null,
  reason: "",
  causes: [],
  check: null,
});
const standing = (shot: string, review: ShotStanding["review"]): ShotStanding => ({
  shot,
  review,
  work: "none",
  out_of_date: false,
  causes: [],
  take: null,
  use: null,
  kept: null,
  ports: [],
});
const board = (said: Partial<Board>): Board => ({
  as_of: 1,
  columns: [],
  stages: [],
  shots: [],
  since: "1.a",
  changes: false,
  gone: [],
  ...said,
});
const whole = board({
  stages: [cell("a", "prompt", "empty"), cell("b", "prompt", "empty"), cell("c", "prompt", "made")],
  shots: [standing("a", "empty"), standing("b", "empty"), standing("c", "made")],
});

test("what changed takes its place, what left is gone, and the rest stays the very same", () => {
  const changed = [cell("b", "prompt", "made"), cell("b", "motion", "running")];
  const reply = board({
    as_of: 2,
    since: "2.b",
    changes: true,
    stages: changed,
    shots: [standing("b", "in review")],
    gone: ["a"],
  });
  const now = withChanges(whole, reply);
  expect(now).toEqual(
    board({
      as_of: 2,
      since: "2.b",
      stages: [...changed, cell("c", "prompt", "made")],
      shots: [standing("b", "in review"), standing("c", "made")],
    }),
  );
  expect(now.shots[1]).toBe(whole.shots[2]);
});

test("a reply with everything stands for itself", () => {
  const all = board({ as_of: 3, stages: [cell("z", "prompt", "made")], shots: [standing("z", "made")] });
  expect(withChanges(whole, all)).toBe(all);
  expect(withChanges(undefined, all)).toBe(all);
});
