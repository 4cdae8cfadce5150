/** The log, newest first, page by page from a position down. */
import { infiniteQueryOptions, useQuery } from "@tanstack/react-query";
import { ask, client, read } from "../../shared/api/client";
import { pastQuery } from "../../shared/api/past";
import type { components } from "../../shared/api/schema";
import { useLive } from "../../shared/live/live-store";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";

export type LogEvent = components["schemas"]["LogEvent"];

/** What the server narrows by; text is narrowed here, for it is about sentences. */
export interface FeedFilter {
  type?: string;
  actor?: string;
  entity?: string;
  since?: string;
  until?: string;
}

const PAGE = 200;

/** Events at or below `head`, newest first. Numbered events never change, so nothing makes a page old. */
export const feedQuery = (production: string, head: number, filter: FeedFilter) =>
  infiniteQueryOptions({
    queryKey: keys.of(production, "past", "feed", head, filter),
    initialPageParam: head + 1,
    queryFn: ({ pageParam, signal }) =>
      read(
        client.GET("/api/v1/productions/{production}/events/", {
          params: {
            path: { production },
            query: { ...filter, order: "desc", before: Math.max(1, pageParam), limit: PAGE },
          },
          signal,
        }),
      ),
    getNextPageParam: (last) => (last.next === null ? undefined : (last.results.at(-1)?.position ?? undefined)),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The last position of the log as far as it was heard of. */
function useNewest(): number | undefined {
  const { id } = useProduction();
  const live = useLive((state) => state.position);
  const { data } = useQuery({
    queryKey: keys.events(id, { of: "head" }),
    queryFn: async ({ signal }) =>
      (
        await ask(
          client.GET("/api/v1/productions/{production}/events/", {
            params: { path: { production: id }, query: { limit: 1 } },
            signal,
          }),
        )
      ).position ?? 0,
  });
  return data === undefined ? (live ?? undefined) : Math.max(live ?? 0, data);
}

/** The last position that is shown: that of the moment in the address, else the newest. */
export function useHead() {
  const { id, at, past } = useProduction();
  const newest = useNewest();
  const then = useQuery({ ...pastQuery(id, at ?? ""), enabled: past });
  return {
    head: past ? then.data?.position : newest,
    newest,
    time: past ? then.data?.time : undefined,
    problem: past ? then.error : null,
  };
}
