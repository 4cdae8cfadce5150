/** What checks found, gathered by kind. */
import type { Found } from "./checks-query";

/** Each kind with what is found of it, in the order in which kinds first stand in the way. */
export function byKind(found: readonly Found[]): [Found["check"], Found[]][] {
  const kinds = new Map<Found["check"], Found[]>();
  for (const each of found) kinds.set(each.check, [...(kinds.get(each.check) ?? []), each]);
  return [...kinds];
}
