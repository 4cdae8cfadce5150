/** The takes that wait for a verdict, as the log tells: those whose last word of review is that they were submitted. */
import { queryOptions } from "@tanstack/react-query";
import { all, client } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";

type LogEvent = components["schemas"]["LogEvent"];

export interface Waiting {
  take: string;
  by: string;
  at: string;
}

const WORDS = ["take.submitted", "take.approved", "take.changes_requested", "take.approval_withdrawn"].join(",");

export const reviewQuery = (production: string) =>
  queryOptions({
    queryKey: keys.review(production),
    queryFn: async ({ signal }) => {
      const path = { production };
      return waiting(await all<LogEvent>((query) => client.GET("/api/v1/productions/{production}/events/", { params: { path, query: { ...query, type: WORDS } }, signal })));
    },
  });

/** The takes whose newest event is `take.submitted`, the one that waits longest first. Events come in order of positions. */
export function waiting(events: readonly Pick<LogEvent, "type" | "entity" | "actor" | "recorded_at">[]): Waiting[] {
  const open = new Map<string, Waiting>();
  for (const { type, entity, actor, recorded_at: at } of events) {
    open.delete(entity.id);
    if (type === "take.submitted") open.set(entity.id, { take: entity.id, by: actor.name, at });
  }
  return [...open.values()];
}

/** Where the queue goes on once the take at `index` has left it: to the one behind it, else to the first. */
export function following(queue: readonly Waiting[], take: string): string | undefined {
  const index = queue.findIndex((each) => each.take === take);
  const rest = queue.filter((each) => each.take !== take);
  return (rest[Math.max(0, index)] ?? rest[0])?.take;
}
