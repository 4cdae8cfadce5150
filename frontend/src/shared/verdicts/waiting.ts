/** Takes that wait for a verdict, or for whoever makes them: read alike by the queue of review and by playlists. */
import { queryOptions } from "@tanstack/react-query";
import { all, client } from "../api/client";
import type { components } from "../api/schema";
import { keys } from "../live/query-keys";

export type Waiting = components["schemas"]["TakeInReview"];

export const inReviewQuery = (production: string, review: "submitted" | "changes_requested") =>
  queryOptions({
    queryKey: [...keys.review(production), review],
    queryFn: ({ signal }) => {
      const path = { production };
      return all<Waiting>((query) =>
        client.GET("/api/v1/productions/{production}/takes/", {
          params: { path, query: { ...query, review } },
          signal,
        }),
      );
    },
  });

/** The takes that wait for a verdict, the one that waits longest first. */
export const reviewQuery = (production: string) => inReviewQuery(production, "submitted");
