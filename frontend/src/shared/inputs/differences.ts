/** What differs between two takes: every input that their recipes read, key by key, before and after. */
import { record } from "./naming";

export interface Difference {
  key: string;
  before: unknown;
  after: unknown;
  /** The stages whose recipes read it. */
  stages: string[];
}

type Documents = Record<string, unknown>;

/** Compare the recipes of two takes. Cast entries are compared trait by trait; upstream contents only follow from inputs. */
export function differences(before: Documents, after: Documents): Difference[] {
  const found = new Map<string, Difference>();
  for (const stage of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [readOf(before[stage]), readOf(after[stage])];
    for (const key of new Set([...old.keys(), ...now.keys()])) {
      if (same(old.get(key), now.get(key))) continue;
      const known = found.get(key);
      if (known) known.stages.push(stage);
      else found.set(key, { key, before: old.get(key), after: now.get(key), stages: [stage] });
    }
  }
  return [...found.values()];
}

function readOf(document: unknown): Map<string, unknown> {
  const { inputs, variation, version, backend } = record(document);
  const read = new Map<string, unknown>();
  for (const [key, value] of Object.entries(record(inputs))) {
    if (key.startsWith("cast:")) for (const [path, part] of leaves(value)) read.set([key, ...path].join("/"), part);
    else read.set(key, value);
  }
  if (variation !== undefined) read.set("variation", variation);
  const { stage } = record(document);
  if (version !== undefined) read.set(`stage:${String(stage)}`, version);
  if (backend) read.set("backend", `${String(record(backend).name)} ${String(record(backend).version)}`);
  return read;
}

function leaves(value: unknown, path: string[] = []): [string[], unknown][] {
  const parts = Object.entries(record(value));
  if (parts.length === 0) return [[path, value]];
  return parts.flatMap(([name, part]) => leaves(part, [...path, name]));
}

/** Whether two values of JSON, written in one order of keys, are the same. */
export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
