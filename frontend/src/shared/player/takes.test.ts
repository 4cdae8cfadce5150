/** What the player learns of a take from its files. */
import { expect, test } from "vitest";
import { measuresOf, type Take } from "./takes";

const take = (...artifacts: { role: string; facts: object }[]) => ({ artifacts }) as unknown as Take;

test("a film says its frames and rate, a still is one frame, and nothing is none", () => {
  const film = take({ role: "proxy", facts: { count: 48, rate: "25" } }, { role: "master", facts: { count: 48 } });
  expect(measuresOf(film)).toEqual({ frames: 48, rate: { numerator: 25, denominator: 1 } });
  expect(measuresOf(take({ role: "master", facts: { width: 1280, height: 720 } })).frames).toBe(1);
  expect(measuresOf(take()).frames).toBe(0);
});
