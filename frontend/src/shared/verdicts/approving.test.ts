/** What one more approval would come to. */
import { expect, test } from "vitest";
import { after, canBeFinal, endorsersOf, isShared, waitingPorts, type Awaits } from "./approving";

const awaits = (approvals: number, reviewers = 0, producers = 0, given: Partial<Awaits> = {}): Awaits => ({
  approvals,
  reviewers,
  producers,
  final: false,
  mine: false,
  ...given,
});

test("an approval counts for anyone, and for its role", () => {
  expect(after(awaits(3), "producer").approvals).toBe(2);
  expect(after(awaits(2, 1), "reviewer")).toEqual({ approvals: 1, reviewers: 0, producers: 0 });
  expect(after(awaits(2, 1), "producer")).toEqual({ approvals: 1, reviewers: 1, producers: 0 });
  expect(after(awaits(1, 1), "producer")).toEqual({ approvals: 1, reviewers: 1, producers: 0 });
  expect(after(awaits(2, 1, 1), "reviewer")).toEqual({ approvals: 1, reviewers: 0, producers: 1 });
});

test("one person counts once", () => {
  expect(after(awaits(2, 0, 0, { mine: true }), "reviewer").approvals).toBe(2);
});

test("the final approval is a producer's, once nothing else is lacking", () => {
  expect(canBeFinal(awaits(0, 0, 0, { final: true, mine: true }), "producer")).toBe(true);
  expect(canBeFinal(awaits(1, 0, 0, { final: true }), "producer")).toBe(true);
  expect(canBeFinal(awaits(1, 1, 0, { final: true }), "producer")).toBe(false);
  expect(canBeFinal(awaits(0, 0, 0, { final: true }), "reviewer")).toBe(false);
});

test("where one approval is enough nothing is said, and each who approved is named once", () => {
  expect([awaits(1), awaits(2), awaits(1, 1), awaits(0, 0, 0, { final: true })].map(isShared)).toEqual([
    false,
    true,
    true,
    true,
  ]);
  const ida = { id: "1", name: "Ida", role: "producer" as const };
  expect(endorsersOf([{ endorsed_by: [ida] }, {}, { endorsed_by: [ida] }])).toEqual([ida]);
});

test("to take one's approval back leaves alone what is approved", () => {
  const ports = [
    { port: "master", content: "a", state: "approved" as const },
    { port: "captions", content: "b", state: "submitted" as const },
    { port: "sound", content: null, state: "made" as const },
  ];
  expect(waitingPorts(ports)).toEqual(["captions"]);
});
