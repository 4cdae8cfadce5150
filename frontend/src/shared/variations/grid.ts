/** A grid while it is being asked for: which values a text means, and how many takes that makes. */
import type { components } from "../api/schema";
import { choicesOf, chosenFrom, keyOf, type Model } from "../parameters/models";

export type Parameter = components["schemas"]["Parameter"];

export const MOST = 64;
export const MOST_SEEDS = 8;

/** What the form holds of one axis: the text of numbers and words, or the chosen options; models by their keys. */
export interface AxisDraft {
  parameter: Parameter | null;
  text: string;
  chosen: readonly string[];
}

export const NO_AXIS: AxisDraft = { parameter: null, text: "", chosen: [] };

/** What is chosen in a form of its own, and not as one text or one of a few. */
const FORMS: readonly string[] = ["loras", "lut", "cdl"];

/** Whether a grid can vary it: it is set on shots, used, and no form. */
export const canVary = ({ levels, unused, kind }: Pick<Parameter, "levels" | "unused" | "kind">): boolean =>
  levels.includes("shot") && !unused && !FORMS.includes(kind);

/** An axis that was written earlier, with its parameter as it is known now; none where that is gone. */
export function asKnown(axis: AxisDraft, parameters: readonly Parameter[]): AxisDraft {
  const parameter = parameters.find(({ name }) => name === axis.parameter?.name);
  return parameter ? { ...axis, parameter } : NO_AXIS;
}

/** The second axis once the first is chosen: a parameter varies along one of them. */
export const secondBeside = (first: AxisDraft, second: AxisDraft): AxisDraft =>
  second.parameter && second.parameter.name === first.parameter?.name ? NO_AXIS : second;

/** An option of a parameter whose values are a few: by which key the form holds it, and the value that it means. */
export interface Option {
  key: string;
  value: unknown;
}

/** The options of a choice, a switch or a model, whose registered versions are told; null where values are written. */
export function optionsOf({ kind, options }: Parameter, models: readonly Model[]): Option[] | null {
  if (kind === "switch") return [true, false].map((value) => ({ key: String(value), value }));
  if (kind === "choice") return options.map((value) => ({ key: value, value }));
  if (kind !== "model") return null;
  return choicesOf(models, options, null).map((each) => ({ key: keyOf(each), value: chosenFrom(keyOf(each)) }));
}

/** The values that an axis has; each once. */
export function valuesOf({ parameter, text, chosen }: AxisDraft, models: readonly Model[]): unknown[] {
  if (parameter === null) return [];
  const options = optionsOf(parameter, models);
  if (options) return options.filter(({ key }) => chosen.includes(key)).map(({ value }) => value);
  const number = parameter.kind === "integer" || parameter.kind === "decimal";
  const parts = text.split(number ? /[\s,;]+/ : /\n/).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ""))];
}

export interface Asked {
  seeds: number;
  axes: { parameter: string; values: unknown[] }[];
}

/** What is asked of the server: axes that have values. */
export function askedOf(seeds: number, drafts: readonly AxisDraft[], models: readonly Model[]): Asked {
  const axes = drafts.flatMap((draft) => {
    const values = valuesOf(draft, models);
    return draft.parameter && values.length > 0 ? [{ parameter: draft.parameter.name, values }] : [];
  });
  return { seeds, axes };
}

/** How many takes of all shots together. */
export const sizeOf = ({ seeds, axes }: Asked, shots: number): number =>
  axes.reduce((size, { values }) => size * values.length, seeds * shots);
