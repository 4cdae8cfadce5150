/** The rules of spending as a form holds them: every number as it is typed, empty for none. */
import type { Rules, RulesAsked } from "./queries";

export const NUMBERS = ["budget", "cheap_seconds", "cheap_amount", "most_seconds", "most_amount"] as const;
export type NumberRule = (typeof NUMBERS)[number];

export interface RulesDraft extends Record<NumberRule, string> {
  over: Rules["over"];
  regenerate: Rules["regenerate"];
  limits: Record<string, string>;
}

const NUMBER = /^(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?$/;

export const draftOf = (rules: Rules): RulesDraft => ({
  budget: rules.budget ?? "",
  cheap_seconds: rules.cheap_seconds ?? "",
  cheap_amount: rules.cheap_amount ?? "",
  most_seconds: rules.most_seconds ?? "",
  most_amount: rules.most_amount ?? "",
  over: rules.over,
  regenerate: rules.regenerate,
  limits: Object.fromEntries(rules.people.map(({ person, most }) => [person, most ?? ""])),
});

/** Whether a number that is typed can be kept; nothing is no bound. */
export const isNumber = (typed: string): boolean => typed.trim() === "" || NUMBER.test(typed.trim());

export const isWhole = (draft: RulesDraft): boolean =>
  [...NUMBERS.map((name) => draft[name]), ...Object.values(draft.limits)].every(isNumber);

/** What of a form differs from the rules that stand. */
export function changesOf(draft: RulesDraft, rules: Rules): RulesAsked {
  const before = draftOf(rules);
  const asked: RulesAsked = {};
  for (const name of NUMBERS) if (draft[name].trim() !== before[name]) asked[name] = draft[name].trim() || null;
  if (draft.over !== before.over) asked.over = draft.over;
  if (draft.regenerate !== before.regenerate) asked.regenerate = draft.regenerate;
  const limits = Object.entries(draft.limits)
    .filter(([person, most]) => person in before.limits && most.trim() !== before.limits[person])
    .map(([person, most]) => ({ person, most: most.trim() || null }));
  if (limits.length > 0) asked.limits = limits;
  return asked;
}
