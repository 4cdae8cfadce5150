/** What the socket of a production says. */
import type { components } from "../api/schema";

export interface LiveEvent {
  id: string;
  position: number;
  type: string;
  entity: { kind: string; id: string };
  version: number;
  actor: { id: string; name: string };
  recorded_at: string;
  payload: Record<string, unknown>;
  sentence: string;
}

export interface ProgressFrame {
  kind: "progress";
  shot: string;
  stage: string;
  job: string;
  step: number;
  steps: number;
  /** Steps a second. */
  rate: number | null;
  eta_seconds: number | null;
  /** The step after which there is a picture of it. */
  preview: number | null;
}

/** What those who look at a playlist together are told; see the server's `together`. */
export interface TogetherFrame {
  kind: "together";
  playlist: string;
  /** Who one is among the people, by socket. */
  you: string;
  leader: string | null;
  turn: number;
  people: { id: string; name: string; guest: boolean }[];
  shown: { frame: number; speed: number; take: string | null; within: number } | null;
  /** How many milliseconds ago it was shown. */
  age: number;
  pointer: [number, number] | null;
  /** Left out where it is as it was. */
  drawing?: components["schemas"]["Shape"][];
}

export type Frame =
  | { kind: "hello"; position: number }
  | { kind: "events"; position: number; events: LiveEvent[] }
  | ProgressFrame
  | { kind: "stages"; shot?: string }
  | TogetherFrame
  | { kind: "together-full" }
  | { kind: "pong"; n: number }
  | { kind: "late" }
  | { kind: "tick"; position: number };

/** Why the server closes a socket. */
export const CLOSED: components["schemas"]["CloseCodes"] = {
  bad_request: 4400,
  unknown_person: 4401,
  no_member: 4403,
  no_production: 4404,
  ahead: 4409,
};
