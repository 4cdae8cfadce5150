/** Conditions in words: "somebody speaks and Language is not en". */
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { compares, inputsOf, plainOf, termsOf, type Asks, type ConditionInput, type Term } from "./conditions";
import type { Graph, Kind } from "./graph";
import { kindsQuery } from "./queries";

/** What people call an input: of plain ones, that it holds. */
export function useInputName(): (input: ConditionInput) => string {
  const { t } = useTranslation("pipeline");
  return (input) => {
    const plain = plainOf(input.key);
    return plain ? t(`when.plain.${plain}.name`) : input.label;
  };
}

/** What is asked of an input: of plain ones, whole. */
export function askedText(input: ConditionInput, asks: Asks, t: TFunction<"pipeline">): string {
  const plain = plainOf(input.key);
  if (plain) return t(`when.plain.${plain}.${asks}` as "when.plain.speaks.something");
  return t(`when.asks.${input.options.includes("true") ? "switch" : "value"}.${asks}`);
}

/** For which shots a condition says that something is; one that cannot be read stands as it is written. */
export function useConditionText(graph: Graph, kinds: readonly Kind[]): (when: string) => string {
  const { t } = useTranslation("pipeline");
  const shared = useQuery(kindsQuery).data?.conditions;
  return useMemo(() => {
    const inputs = inputsOf(shared ?? [], graph, kinds);
    return (when) => {
      const terms = termsOf(when);
      if (!terms) return when;
      return terms.map((term, index) => termText(term, index, inputs, t)).join(" ") || t("when.always");
    };
  }, [shared, graph, kinds, t]);
}

function termText(
  { key, asks, value, or }: Term,
  index: number,
  inputs: readonly ConditionInput[],
  t: TFunction<"pipeline">,
): string {
  const input = inputs.find((each) => each.key === key) ?? { key, label: key, options: [] };
  const join = index > 0 && t(or ? "when.or" : "when.and");
  const parts = [join, !plainOf(key) && input.label, askedText(input, asks, t), compares(asks) && value];
  return parts.filter(Boolean).join(" ");
}
