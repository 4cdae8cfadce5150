/** How models would make stages: by which, in what size, and what of the request is bent on the way. */
import type { components } from "../api/schema";

export type Work = components["schemas"]["PlanWork"];
export type Snap = Work["snaps"][number];

/** What work comes to, each thing once; more than one make where it differs from shot to shot. */
export interface Told {
  models: { id: string; name: string }[];
  makes: { width: number; height: number; frames: number; steps: number }[];
  /** What was asked for and is made otherwise. */
  bent: Snap[];
  notes: string[];
}

export function toldOf(works: readonly Work[]): Told {
  const makes = once(works.map(({ width, height, frames, steps }) => ({ width, height, frames, steps })));
  // Of many shots each has its own length: their notes say what becomes of it.
  const isBent = ({ of, asked, made }: Snap) =>
    asked !== "" && asked !== made && (of !== "frames" || makes.length === 1);
  return {
    models: once(works.map(({ model: id, name }) => ({ id, name }))),
    makes,
    bent: once(works.flatMap(({ snaps }) => snaps.filter(isBent))),
    notes: once(works.flatMap(({ notes }) => notes)),
  };
}

const once = <T>(values: readonly T[]): T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];
