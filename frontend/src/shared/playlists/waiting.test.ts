/** What of a playlist can be approved at once. */
import { expect, test } from "vitest";
import type { Waiting } from "../verdicts/waiting";
import { isGiven, waitingOf } from "./waiting";

const take = (id: string, shot: string, number: number) => ({ id, shot, number }) as Waiting;
const clip = (id: string | null) => ({ take: id === null ? null : { id, number: 1 } });

test("takes wait in the order of the list, and of a shot only the newest", () => {
  const known = [take("a1", "a", 1), take("b1", "b", 1), take("b3", "b", 3), take("b2", "b", 2), take("c1", "c", 1)];
  const clips = [clip("b1"), clip("b3"), clip(null), clip("b2"), clip("a1")];
  expect(waitingOf(clips, known).map(({ id }) => id)).toEqual(["b3", "a1"]);
});

test("what one approved already is not approved once more, but finally", () => {
  const awaits = { approvals: 0, reviewers: 0, producers: 0, final: true, mine: true };
  expect(isGiven({ awaits }, "reviewer")).toBe(true);
  expect(isGiven({ awaits }, "producer")).toBe(false);
  expect(isGiven({ awaits: { ...awaits, approvals: 1, mine: false } }, "reviewer")).toBe(false);
  expect(isGiven({ awaits: null }, "reviewer")).toBe(false);
});
