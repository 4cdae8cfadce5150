import { expect, test } from "vitest";
import type { PastState } from "../../shared/api/past";
import { chainAt, settingsAt } from "./past";
import type { Parameter } from "./levels";

const event = (position: number, type: string, payload: object) => ({
  id: `e${position}`, position, type, entity: { kind: "production", id: "p" }, version: position,
  actor: { id: "a", name: "Ada" }, recorded_at: "2026-01-01T00:00:00Z", payload: payload as Record<string, never>, meta: {}, sentence: "",
}); // prettier-ignore
const light: Parameter = {
  name: "light", label: "Light", help: "", kind: "choice", options: [""], levels: ["production", "scene", "shot"],
  value: "", level: null, set_here: false, own: null, lock: null, cause: null, version: 9,
}; // prettier-ignore
const events = [event(3, "production.parameter_set", { name: "light", to: "day" }), event(6, "production.locked", { name: "light", value: "day", reason: "ok" }), event(8, "production.unlocked", { name: "light" })];
const state = { scenes: [{ id: "s", parameters: { light: "night" }, locks: {} }], shots: [] } as unknown as PastState;
const chain = [{ level: "production", id: "p" }, { level: "scene", id: "s" }] as const;

test("settings stand as of the position, not as of now", () => {
  expect(settingsAt(events, 2).values).toEqual({});
  expect(settingsAt(events, 6).locks).toHaveProperty("light");
  expect(settingsAt(events, 9).locks).toEqual({});
});

test("a lock of then decides over the scene's own value", () => {
  const links = chainAt([light], chain, state, settingsAt(events, 7));
  expect(links[1]?.parameters[0]).toMatchObject({ value: "day", level: "production", own: "night", set_here: true });
});

test("without the lock the nearest value holds", () => {
  expect(chainAt([light], chain, state, settingsAt(events, 9))[1]?.parameters[0]).toMatchObject({ value: "night", level: "scene", lock: null });
});
