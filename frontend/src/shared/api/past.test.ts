/** Which take stood in the film at a moment of the past. */
import { expect, test } from "vitest";
import { inUseThen } from "./past";

const take = (number: number, more: object = {}) => ({
  id: `t${number}`,
  shot: "s",
  number,
  variation: 1,
  state: "made" as const,
  reviewed: null as string | null,
  pinned: false,
  ...more,
});
const used = (takes: ReturnType<typeof take>[], chosen: string | null = null) =>
  inUseThen(takes, { id: "s", take: chosen })?.number;

test("the newest, unless a person chose, approved or pinned another", () => {
  expect(used([take(2), take(1)])).toBe(2);
  expect(used([take(1), take(2)], "t1")).toBe(1);
  expect(used([take(1, { state: "approved" }), take(2)], "t2")).toBe(1);
  expect(used([take(1, { pinned: true }), take(2, { state: "approved" })])).toBe(1);
});

test("the one that the last word was about, until that is answered", () => {
  const sentBack = take(1, { state: "changes_requested", reviewed: "01b" });
  expect(used([sentBack, take(2)], "t2")).toBe(1);
  expect(used([sentBack, take(2, { state: "submitted", reviewed: "01c" })])).toBe(2);
  expect(used([sentBack, take(2, { reviewed: "01c" })])).toBe(2);
});

test("never that of another shot", () => {
  expect(used([take(1, { shot: "other" })])).toBeUndefined();
});
