/** What merging one reference into another would change, as edits to suppose. */
import type { Edit } from "../../shared/affects/use-affects";
import type { Names } from "../../shared/api/names";
import { castEdit, type Reference } from "./queries";

/** Shots cast the other one as they cast the first, which is gone; the other takes from it whatever look it lacks. */
export function mergeEdits(one: Reference, into: Reference, names: Pick<Names, "shots">): Edit[] {
  const casts = [...names.shots.values()].flatMap((shot): Edit[] => {
    const entry = shot.cast.find((each) => each.reference === one.id);
    const other = shot.cast.find((each) => each.reference === into.id);
    if (!entry) return [];
    const out = castEdit({ act: "remove", shot: shot.id, reference: one.id });
    if (other && !(other.derived && !entry.derived)) return [out];
    const { role, strength } = entry;
    return [out, castEdit({ act: "set", shot: shot.id, reference: into.id, role, strength, follows: null })];
  });
  return [...casts, ...(isBlank(into) ? look(one, into.id) : [])];
}

const isBlank = ({ description, attributes, images }: Reference): boolean =>
  description === "" && images.length === 0 && Object.keys(attributes).length === 0;

function look({ description, attributes, images }: Reference, into: string): Edit[] {
  return [
    ...(description ? [{ reference: into, field: "description", value: description }] : []),
    ...Object.entries(attributes).map(([name, value]) => ({ reference: into, field: `attribute:${name}`, value })),
    ...images.toReversed().map((digest) => ({ reference: into, field: `picture:${digest}`, value: true })),
  ];
}
