/** Figures of the installation as signs: each with its worth, and whether somebody should look. Limits are those of the docs. */
import type { components } from "../../shared/api/schema";

export type Health = components["schemas"]["StudioHealth"];

/** A figure that is seconds or a count, or a text where something is wrong; `well` is false where somebody should look. */
export interface Sign {
  name: string;
  /** Whom it is about: a process, a follower, a log. */
  about?: string;
  seconds?: number;
  count?: number;
  said?: string;
  well: boolean;
}

const LIMITS = { lag: 1, pending: 2, checkpoint: 60, transaction: 30, heartbeat: 15 };

export function signsOf(health: Health): Sign[] {
  return [
    ...ofSequencer(health),
    ...ofCheckpoints(health),
    ...ofFollowers(health),
    ...ofProcesses(health),
    ...ofStore(health),
    ...ofWorkers(health),
    ...ofProtection(health),
  ];
}

function timed(name: keyof typeof LIMITS, seconds: number | null): Sign {
  return { name, seconds: seconds ?? 0, well: (seconds ?? 0) <= LIMITS[name] };
}

function ofSequencer({ sequencer, unplaced, oldest_write_transaction_seconds }: Health): Sign[] {
  return [
    timed("lag", sequencer.lag_seconds),
    timed("pending", sequencer.oldest_pending_seconds),
    ...unplaced.map(({ event, log }) => ({ name: "unplaced", about: event, said: log ?? "", well: false })),
    timed("transaction", oldest_write_transaction_seconds),
  ];
}

function ofCheckpoints({ checkpoints }: Health): Sign[] {
  return [
    { name: "unanchored", count: checkpoints.unanchored_events, well: true },
    timed("checkpoint", checkpoints.age_seconds),
    ...Object.entries(checkpoints.refused).map(([about, said]) => ({ name: "refused", about, said, well: false })),
    ...Object.entries(checkpoints.anchor_errors).map(([about, said]) => ({ name: "anchor", about, said, well: false })),
  ];
}

function ofFollowers({ subscriptions }: Health): Sign[] {
  return subscriptions.map(({ name, behind, failures, error }) => ({
    name: "follower",
    about: name,
    count: behind,
    well: failures === 0,
    ...(error ? { said: error } : {}),
  }));
}

function ofProcesses({ heartbeats }: Health): Sign[] {
  return Object.entries(heartbeats).map(([about, seconds]) => ({ ...timed("heartbeat", seconds), about }));
}

function ofStore({ room, lost_files }: Health): Sign[] {
  return [
    { name: "room", count: room.waiting_jobs, well: room.waiting_jobs === 0 },
    { name: "lost", count: lost_files, well: lost_files === 0 },
  ];
}

function ofWorkers({ benched }: Health): Sign[] {
  return Object.entries(benched).map(([about, said]) => ({ name: "benched", about, said, well: false }));
}

function ofProtection({ protection }: Health): Sign[] {
  if (protection.length === 0) return [{ name: "protection", count: 0, well: true }];
  return protection.map(({ code, sentence }) => ({ name: "weakness", about: code, said: sentence, well: false }));
}
