/** What somebody should look at, and what is well. */
import { expect, test } from "vitest";
import { signsOf, type Health } from "./signs";

const well: Health = {
  events: 12,
  sequencer: { lag_seconds: 0.01, oldest_pending_seconds: null },
  checkpoints: { age_seconds: 4, unanchored_events: 3, refused: {}, anchor_errors: {} },
  oldest_write_transaction_seconds: null,
  subscriptions: [{ name: "jobs", behind: 0, failures: 0, error: "", retry_at: null }],
  unplaced: [],
  protection: [],
  heartbeats: { sequencer: 0.4 },
  room: { free_bytes: 50_000_000_000, waiting_jobs: 0 },
  lost_files: 0,
  benched: {},
};
const bad = (health: Partial<Health>) =>
  signsOf({ ...well, ...health })
    .filter((sign) => !sign.well)
    .map(({ name, about, said }) => [name, about, said].filter(Boolean).join(" "));

test("where nothing is late, refused or off, all is well", () => expect(bad({})).toEqual([]));

test("what is late is named", () => {
  expect(bad({ sequencer: { lag_seconds: 3, oldest_pending_seconds: 9 } })).toEqual(["lag", "pending"]);
  expect(bad({ heartbeats: { sequencer: 0.4, signer: 60 } })).toEqual(["heartbeat signer"]);
});

test("an event that was taken away is named with its log, where that is known", () => {
  expect(
    bad({
      unplaced: [
        { event: "e1", log: "a" },
        { event: "e2", log: null },
      ],
    }),
  ).toEqual(["unplaced e1 a", "unplaced e2"]);
});

test("a worker that was benched is named with the reason", () => {
  expect(bad({ benched: { "cpu@one": "It failed" } })).toEqual(["benched cpu@one It failed"]);
});

test("jobs that wait for room are no matter of course", () => {
  expect(bad({ room: { free_bytes: 4096, waiting_jobs: 2 } })).toEqual(["room"]);
});

test("files that are lost need a look", () => expect(bad({ lost_files: 2 })).toEqual(["lost"]));

test("a follower that fails, a log that is not signed and a guard that is off say why", () => {
  expect(
    bad({ subscriptions: [{ name: "jobs", behind: 2, failures: 3, error: "no such shot", retry_at: null }] }),
  ).toEqual(["follower jobs no such shot"]);
  expect(bad({ checkpoints: { ...well.checkpoints, refused: { a: "it is shorter" } } })).toEqual([
    "refused a it is shorter",
  ]);
  expect(bad({ protection: [{ code: "events.W002", sentence: "A trigger is off." }] })).toEqual([
    "weakness events.W002 A trigger is off.",
  ]);
});
