/** How far a production is, as the server counts it. */
import { queryOptions } from "@tanstack/react-query";
import { client, read } from "../api/client";
import type { components } from "../api/schema";
import { keys } from "../live/query-keys";

export type Standing = components["schemas"]["ProductionOverview"];
type Review = Standing["review"][number]["state"];

export const standingQuery = (production: string) =>
  queryOptions({
    queryKey: keys.overview(production),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/overview/", { params: { path: { production } }, signal })),
  });

/** From done to not begun: the order in which a bar shows them. */
const ORDER: readonly Review[] = ["approved", "in review", "changes requested", "made", "empty"];

/** The states of review that there are, from done to not begun, with how many shots stand so. */
export function inOrder(standing: Standing): Standing["review"] {
  return ORDER.flatMap((state) => standing.review.filter((each) => each.state === state));
}

export function countOf(standing: Standing, state: Review): number {
  return standing.review.find((each) => each.state === state)?.shots ?? 0;
}

/** What is going on beside review, as long as it is anything. */
export const underWay = (standing: Standing) => standing.work.filter(({ state }) => state !== "none");
