/** What a form of rules asks for. */
import { expect, test } from "vitest";
import type { Rules } from "./queries";
import { changesOf, draftOf, isNumber, isWhole } from "./rules-draft";

const rules: Rules = {
  version: 3,
  currency: "EUR",
  budget: "100",
  over: "refuse",
  regenerate: "by order",
  cheap_seconds: null,
  cheap_amount: null,
  most_seconds: null,
  most_amount: null,
  spent: "0",
  reserved: "0",
  people: [{ person: "ida", name: "Ida", most: null, spent: "0", reserved: "0" }],
};

test("what was not touched is not asked for", () => expect(changesOf(draftOf(rules), rules)).toEqual({}));

test("what differs is asked for, and what is emptied is taken away", () => {
  const draft = { ...draftOf(rules), budget: " ", over: "hold", cheap_seconds: "5.5", limits: { ida: "20" } } as const;
  expect(changesOf(draft, rules)).toEqual({
    budget: null,
    over: "hold",
    cheap_seconds: "5.5",
    limits: [{ person: "ida", most: "20" }],
  });
});

test("who left meanwhile has no limit to set", () =>
  expect(changesOf({ ...draftOf(rules), limits: { gone: "3" } }, rules)).toEqual({}));

test("only numbers can be kept", () => {
  expect(["", "0", "12.5", "0.000001"].filter(isNumber)).toHaveLength(4);
  expect(["-1", "1e3", "1,5", "00", ".5", "1.0000001", "lots"].filter(isNumber)).toEqual([]);
  expect(isWhole({ ...draftOf(rules), limits: { ida: "x" } })).toBe(false);
});
