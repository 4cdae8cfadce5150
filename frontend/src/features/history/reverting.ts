/** Undo and restore: what would happen, and doing it. */
import { queryOptions } from "@tanstack/react-query";
import { client, idempotent, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import type { Thing } from "./use-thing-name";

export type Reversal = components["schemas"]["ReversalWritten"];
export type Reverted = components["schemas"]["RevertedField"];
export type Standing = components["schemas"]["Standing"];

/** Back through what one did, or forth again. */
export type Way = "undo" | "redo";
export type Step = components["schemas"]["UndoStep"] & { way: Way };

/** What to take back: events, all of a command, or everything since a moment. */
export type Asked =
  | { act: "undo"; events: readonly string[] }
  | { act: "undo"; command: string }
  | { act: "restore"; at: number; scope: Pick<Thing, "id" | "kind"> | null };

/** What to do about later edits that stand in the way: leave these alone, or override them. */
export type Clashes = "skip" | "force";

export function revert(
  production: string,
  asked: Asked,
  clashes: Clashes,
  dry_run: boolean,
  key: string,
): Promise<Reversal> {
  const call = { params: { path: { production } }, headers: idempotent(key) };
  const how = { dry_run, skip_conflicts: !dry_run && clashes === "skip" };
  if (asked.act === "restore") {
    const scope = asked.scope && { shot: null, scene: null, reference: null, [asked.scope.kind]: asked.scope.id };
    return read(
      client.POST("/api/v1/productions/{production}/restore/", { ...call, body: { at: asked.at, scope, ...how } }),
    );
  }
  const what = "command" in asked ? { command: asked.command } : { events: [...asked.events] };
  return read(
    client.POST("/api/v1/productions/{production}/undo/", {
      ...call,
      body: { ...what, ...how, force: clashes === "force" },
    }),
  );
}

/** What one's own next steps are, asked anew each time: an own write may have come a moment ago. */
export const stepsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.events(production, { of: "own steps" }),
    queryFn: () => read(client.GET("/api/v1/productions/{production}/undo/", { params: { path: { production } } })),
    staleTime: 0,
    gcTime: 0,
  });

/** Any event may change what would happen, as it may change a plan. */
export const trialQuery = (production: string, asked: Asked, clashes: Clashes, key: string) =>
  queryOptions({
    queryKey: keys.plan(production, { revert: asked, clashes }),
    queryFn: () => revert(production, asked, clashes, true, `${key}${Date.now()}`),
    retry: false,
    gcTime: 0,
  });

export interface Group {
  kind: string;
  id: string;
  name: string;
  changes: readonly { field: string; label: string; from: unknown; to: unknown }[];
}

/** Changes by thing, in their order; "SC010_0010: camera" is the thing and its field. */
export function byThing(changes: readonly Reverted[]): Group[] {
  const found = new Map<string, { kind: string; id: string; name: string; changes: Group["changes"][number][] }>();
  for (const { entity, id, label, field, from, to } of changes) {
    const cut = label.indexOf(": ");
    const [name, words] =
      cut === -1 ? [label, field.replaceAll("_", " ")] : [label.slice(0, cut), label.slice(cut + 2)];
    const group = found.get(id) ?? { kind: entity, id, name, changes: [] };
    group.changes.push({ field, label: words, from, to });
    found.set(id, group);
  }
  return [...found.values()];
}

/** What stays, by the reason why. */
export function byReason(kept: readonly Standing[]): { reason: string; count: number }[] {
  const found = new Map<string, number>();
  for (const { reason } of kept) found.set(reason, (found.get(reason) ?? 0) + 1);
  return [...found].map(([reason, count]) => ({ reason, count }));
}
