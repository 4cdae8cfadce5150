/** What differs between two positions, and its words. */
import { queryOptions } from "@tanstack/react-query";
import { client, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import { lookText } from "../../shared/lib/look-text";
import { valueText } from "../../shared/lib/value-text";

export type Difference = components["schemas"]["Difference"];
export type EntityDifference = components["schemas"]["EntityDifference"];
export type FieldDifference = components["schemas"]["FieldDifference"];

export const differenceQuery = (production: string, from: number, to: number) =>
  queryOptions({
    queryKey: keys.of(production, "past", "difference", from, to),
    queryFn: ({ signal }) =>
      read(
        client.GET("/api/v1/productions/{production}/diff/", {
          params: { path: { production }, query: { from: String(from), to: String(to) } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** How many things of each kind and change: "shot changed" → 31. */
export function summary(entities: readonly EntityDifference[]): { kind: string; change: string; count: number }[] {
  const found = new Map<string, { kind: string; change: string; count: number }>();
  for (const { kind, change } of entities) {
    const key = `${kind} ${change}`;
    found.set(key, { kind, change, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return [...found.values()];
}

/** "parameter:light" → ["parameter", "light"], "cast:<id>" → ["cast", "MARA"]: the part before, and what it is about. */
export function fieldWords(
  field: string,
  names: Readonly<Record<string, string>>,
): { group: string | null; name: string } {
  const at = field.indexOf(":");
  if (at === -1) return { group: null, name: field.replaceAll("_", " ") };
  const rest = field.slice(at + 1);
  return { group: field.slice(0, at), name: names[rest] ?? rest.replaceAll(/[_.]/g, " ") };
}

/** A value with ids as names; entries of casts and locks as their parts. */
export function differenceText(value: unknown, names: Readonly<Record<string, string>>): string {
  if (typeof value === "string") return names[value] ?? valueText(value);
  if (Array.isArray(value))
    return value.length === 0 ? valueText(null) : value.map((each) => differenceText(each, names)).join("\n");
  if (typeof value !== "object" || value === null) return valueText(value);
  const look = lookText(value, (id) => names[id]);
  if (look !== null) return look;
  const parts = Object.entries(value).filter(([, part]) => part !== null && part !== "" && part !== false);
  return parts.map(([name, part]) => `${name.replaceAll("_", " ")} ${differenceText(part, names)}`).join(", ");
}
