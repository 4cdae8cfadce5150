/** What is known of the production that is followed: how live the page is, progress, and which events were named. */
import { create } from "zustand";
import type { Frame, LiveEvent, ProgressFrame } from "./frames";

export type LiveStatus = "connecting" | "live" | "catching-up" | "offline";

export const LATE_FOR = 5000;
const SEEN_KEPT = 2000;
const ENDED = /^job\.(done|reused|failed|skipped|cancelled)$/;

export interface Progress extends Omit<ProgressFrame, "kind" | "eta_seconds"> {
  at: number;
  /** When it is thought to end, in milliseconds: steady, however estimates waver. */
  ends: number | null;
}

export interface LiveState {
  production: string | null;
  status: LiveStatus;
  /** The last position heard of; null before the first hello. */
  position: number | null;
  /** How many events of the catching up are still to come. */
  behind: number;
  offlineSince: number | null;
  ended: "signed-out" | "no-member" | null;
  lateUntil: number;
  progress: Readonly<Record<string, Progress>>;
  seen: ReadonlySet<string>;
}

const NOTHING: LiveState = {
  production: null,
  status: "connecting",
  position: null,
  behind: 0,
  offlineSince: null,
  ended: null,
  lateUntil: 0,
  progress: {},
  seen: new Set(),
};

export const useLive = create<LiveState>(() => NOTHING);

export function follow(production: string | null): void {
  useLive.setState({ ...NOTHING, production });
}

/** Fold one frame of the socket into the state. */
export function apply(state: LiveState, frame: Frame, now: number): Partial<LiveState> {
  switch (frame.kind) {
    case "hello": {
      const position = state.position ?? frame.position;
      return { position, ...standing(state, position, frame.position, now), offlineSince: null, ended: null };
    }
    case "events":
      return {
        position: frame.position,
        ...standing(state, frame.position, (state.position ?? 0) + state.behind, now),
        seen: remember(state.seen, frame.events),
        progress: without(state.progress, frame.events),
      };
    case "progress":
      return { progress: { ...state.progress, [frame.job]: progressOf(frame, state.progress[frame.job], now) } };
    case "late":
      return { lateUntil: now + LATE_FOR, status: state.status === "offline" ? "offline" : "catching-up" };
    default:
      return {};
  }
}

/** The server says "late" every 2 s while it is; when it has stopped saying so, we are live again. */
export function ease(state: LiveState, now: number): Partial<LiveState> {
  return state.status === "catching-up" && state.behind === 0 && now >= state.lateUntil ? { status: "live" } : {};
}

/** An end that is about as far as was thought stays; one that is not is moved half of the way. */
function progressOf({ eta_seconds, ...frame }: ProgressFrame, before: Progress | undefined, now: number): Progress {
  const said = eta_seconds === null ? null : now + eta_seconds * 1000;
  const thought = before && before.step <= frame.step ? before.ends : null;
  if (said === null || thought === null) return { ...frame, at: now, ends: said };
  const slack = Math.max(2000, 0.25 * (said - now));
  return { ...frame, at: now, ends: Math.abs(said - thought) <= slack ? thought : (said + thought) / 2 };
}

function standing(state: LiveState, position: number, head: number, now: number): Partial<LiveState> {
  const behind = Math.max(0, head - position);
  return { behind, status: behind > 0 || now < state.lateUntil ? "catching-up" : "live" };
}

function remember(seen: ReadonlySet<string>, events: readonly LiveEvent[]): ReadonlySet<string> {
  const all = [...seen, ...events.map((event) => event.id)];
  return new Set(all.slice(-SEEN_KEPT));
}

function without(progress: LiveState["progress"], events: readonly LiveEvent[]): LiveState["progress"] {
  const ended = new Set(events.filter((event) => ENDED.test(event.type)).map((event) => event.entity.id));
  if (ended.size === 0) return progress;
  return Object.fromEntries(Object.entries(progress).filter(([job]) => !ended.has(job)));
}

/** The newest progress of one stage of one shot. */
export function useProgress(shot: string, stage: string): Progress | undefined {
  return useLive((state) => Object.values(state.progress).find((each) => each.shot === shot && each.stage === stage));
}
