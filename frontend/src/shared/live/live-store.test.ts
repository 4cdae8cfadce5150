/** The state that the pill shows, frame by frame. */
import { expect, test } from "vitest";
import type { Frame, LiveEvent } from "./frames";
import { apply, ease, LATE_FOR, useLive, type LiveState } from "./live-store";

const START: LiveState = { ...useLive.getState(), production: "p" };
const event = (position: number, type = "shot.changed", id = `e${position}`): LiveEvent => ({
  id, position, type, entity: { kind: "job", id: "j1" }, version: 1, actor: { id: "a", name: "A" }, recorded_at: "", payload: {}, sentence: "",
}); // prettier-ignore
const events = (...list: LiveEvent[]): Frame => ({
  kind: "events",
  position: list.at(-1)?.position ?? 0,
  events: list,
});
const after = (state: LiveState, frame: Frame, now = 0): LiveState => ({ ...state, ...apply(state, frame, now) });

test("a first hello is live at the head", () => {
  expect(after(START, { kind: "hello", position: 12 })).toMatchObject({ status: "live", position: 12, behind: 0 });
});

test("after a gap the page catches up, and says by how much", () => {
  const gone = { ...START, position: 10, status: "offline" as const, offlineSince: 5 };
  const back = after(gone, { kind: "hello", position: 13 });
  expect(back).toMatchObject({ status: "catching-up", behind: 3, position: 10, offlineSince: null });
  const partly = after(back, events(event(11)));
  expect(partly).toMatchObject({ status: "catching-up", behind: 2, position: 11 });
  expect(after(partly, events(event(12), event(13)))).toMatchObject({ status: "live", behind: 0, position: 13 });
});

test("late frames mean catching up until they stop", () => {
  const late = after(after(START, { kind: "hello", position: 1 }), { kind: "late" }, 1000);
  expect(late.status).toBe("catching-up");
  expect(ease(late, 1000 + LATE_FOR - 1)).toEqual({});
  expect(ease(late, 1000 + LATE_FOR)).toEqual({ status: "live" });
});

test("being late does not hide being offline", () => {
  expect(after({ ...START, status: "offline" }, { kind: "late" }).status).toBe("offline");
});

test("progress ends with its job", () => {
  const progress: Frame = {
    kind: "progress",
    job: "j1",
    shot: "s",
    stage: "motion",
    step: 1,
    steps: 4,
    rate: null,
    preview: null,
    eta_seconds: 3,
  };
  const running = after(START, progress);
  expect(running.progress.j1).toMatchObject({ step: 1, steps: 4 });
  expect(after(running, events(event(1, "job.started"))).progress).toHaveProperty("j1");
  expect(after(running, events(event(2, "job.done"))).progress).toEqual({});
});

const told = (state: LiveState, step: number, eta: number | null, now: number): LiveState =>
  after(
    state,
    {
      kind: "progress",
      job: "j1",
      shot: "s",
      stage: "motion",
      step,
      steps: 40,
      rate: null,
      eta_seconds: eta,
      preview: null,
    },
    now,
  );

test("the time left runs down steadily while estimates waver, and follows one that is really another", () => {
  const first = told(told(START, 0, null, 0), 1, 10, 1000);
  expect(first.progress.j1?.ends).toBe(11_000);
  const wavering = [9.5, 11, 8.2].reduce((state, eta, at) => told(state, 2 + at, eta, 1250 + 250 * at), first);
  expect(wavering.progress.j1?.ends).toBe(11_000);
  expect(told(wavering, 5, 40, 2000).progress.j1?.ends).toBe(26_500);
  expect(told(wavering, 1, 40, 2000).progress.j1?.ends).toBe(42_000);
});

test("named events are remembered", () => {
  expect(after(START, events(event(1), event(2))).seen).toEqual(new Set(["e1", "e2"]));
});
