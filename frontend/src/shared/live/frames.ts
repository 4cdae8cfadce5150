/** What the socket of a production says. */
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
  eta_seconds: number | null;
}

export type Frame =
  | { kind: "hello"; position: number }
  | { kind: "events"; position: number; events: LiveEvent[] }
  | ProgressFrame
  | { kind: "stages"; shot?: string }
  | { kind: "late" }
  | { kind: "tick"; position: number };

/** Why the server closes a socket. */
export const CLOSED = { unknownPerson: 4401, noMember: 4403, noProduction: 4404, ahead: 4409 } as const;
