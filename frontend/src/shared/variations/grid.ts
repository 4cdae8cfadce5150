/** A grid while it is being asked for: which values a text means, and how many takes that makes. */
import type { components } from "../api/schema";

export type Parameter = components["schemas"]["Parameter"];

export const MOST = 64;
export const MOST_SEEDS = 8;

/** What the form holds of one axis: the text of numbers and words, or the chosen options. */
export interface AxisDraft {
  parameter: Parameter | null;
  text: string;
  chosen: readonly string[];
}

export const NO_AXIS: AxisDraft = { parameter: null, text: "", chosen: [] };

/** Whether a value of the parameter is one of a few. */
export const isChoice = ({ kind }: Parameter): boolean => kind === "choice" || kind === "switch";

/** The options of a choice as the form names them; a switch is on or off. */
export const optionsOf = (parameter: Parameter): readonly string[] =>
  parameter.kind === "switch" ? ["true", "false"] : parameter.options;

/** The values that an axis has; each once. */
export function valuesOf({ parameter, text, chosen }: AxisDraft): unknown[] {
  if (parameter === null) return [];
  if (parameter.kind === "switch") return optionsOf(parameter).filter((each) => chosen.includes(each)).map((each) => each === "true"); // prettier-ignore
  if (parameter.kind === "choice") return parameter.options.filter((each) => chosen.includes(each));
  const number = parameter.kind === "integer" || parameter.kind === "decimal";
  const parts = text.split(number ? /[\s,;]+/ : /\n/).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ""))];
}

export interface Asked {
  seeds: number;
  axes: { parameter: string; values: unknown[] }[];
}

/** What is asked of the server: axes that have values. */
export function askedOf(seeds: number, drafts: readonly AxisDraft[]): Asked {
  const axes = drafts.flatMap((draft) => {
    const values = valuesOf(draft);
    return draft.parameter && values.length > 0 ? [{ parameter: draft.parameter.name, values }] : [];
  });
  return { seeds, axes };
}

/** How many takes of all shots together. */
export const sizeOf = ({ seeds, axes }: Asked, shots: number): number =>
  axes.reduce((size, { values }) => size * values.length, seeds * shots);
