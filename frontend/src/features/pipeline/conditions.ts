/** For which shots a stage is, as text and as terms: alternatives joined by "or", each of terms joined by "and". */
import type { components } from "../../shared/api/schema";
import { kindOf, stageName, type Graph, type Kind } from "./graph";

export type ConditionInput = components["schemas"]["ConditionInput"];

export type Asks = "something" | "nothing" | "equal" | "other";

/** An input of a shot and what is asked of it; `or`: it begins another alternative. */
export interface Term {
  key: string;
  asks: Asks;
  value: string;
  or: boolean;
}

const TERM = /^(not\s+)?((?!(?:not|and|or)\b)[\w.:-]+)\s*(?:(!=|=)\s*(.*))?$/;

/** The terms of a condition, none for an empty one, also of one whose values are still to come; null for none at all. */
export function termsOf(text: string): Term[] | null {
  if (!text.trim()) return [];
  const terms: Term[] = [];
  for (const [place, alternative] of text
    .trimStart()
    .split(/\s+or\s+/)
    .entries())
    for (const [index, part] of alternative.split(/\s+and\s+/).entries()) {
      const term = termOf(part);
      if (!term) return null;
      terms.push({ ...term, or: place > 0 && index === 0 });
    }
  return terms;
}

function termOf(text: string): Omit<Term, "or"> | null {
  const [, not, key, sign, value = ""] = TERM.exec(text) ?? [];
  if (!key || (not && sign)) return null;
  if (sign) return { key, asks: sign === "=" ? "equal" : "other", value };
  return { key, asks: not ? "nothing" : "something", value: "" };
}

/** Whether it is a whole condition, or none. */
export const isWhole = (text: string): boolean =>
  termsOf(text)?.every(({ asks, value }) => !compares(asks) || value.trim() !== "") ?? false;

export const compares = (asks: Asks): boolean => asks === "equal" || asks === "other";

/** How terms are written; a comparison without a value stands as its sign alone, which is no condition yet. */
export const textOf = (terms: readonly Term[]): string =>
  terms.map((term, index) => `${index === 0 ? "" : term.or ? " or " : " and "}${written(term)}`).join("");

function written({ key, asks, value }: Term): string {
  if (asks === "something") return key;
  if (asks === "nothing") return `not ${key}`;
  return `${key} ${asks === "equal" ? "=" : "!="} ${value}`;
}

/** The inputs that shots have, and beside them the parameters of the graph's own stages. */
export function inputsOf(shared: readonly ConditionInput[], graph: Graph, kinds: readonly Kind[]): ConditionInput[] {
  const own = graph.nodes.flatMap((stage) =>
    Object.entries(kindOf(kinds, stage)?.parameters ?? {}).map(([name, { label, kind, options }]) => ({
      key: `parameter:${stage.id}.${name}`,
      label: `${stageName(stage)}: ${label}`,
      options: kind === "switch" ? ["true", "false"] : options.filter(Boolean),
    })),
  );
  return [...shared, ...own];
}

/** Inputs that hold or do not, and are compared with nothing. */
const PLAIN = ["speaks", "continues"] as const;

export const plainOf = (key: string): (typeof PLAIN)[number] | undefined => PLAIN.find((each) => each === key);

const isSwitch = ({ options }: ConditionInput): boolean => options.includes("true");

/** What can be asked of an input; what a term asks already is among it. */
export function asksOf(input: ConditionInput, now: Asks): Asks[] {
  const usual: Asks[] =
    plainOf(input.key) || isSwitch(input) ? ["something", "nothing"] : ["equal", "other", "something", "nothing"];
  return usual.includes(now) ? usual : [...usual, now];
}

/** What is asked first of an input that somebody chooses: that it holds, or has the first value that it can have. */
export function firstTerm(input: ConditionInput, or: boolean): Term {
  const { key, options } = input;
  if (plainOf(key) || isSwitch(input)) return { key, asks: "something", value: "", or };
  return { key, asks: "equal", value: options[0] ?? "", or };
}
