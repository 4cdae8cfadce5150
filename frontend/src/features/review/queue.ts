/** The takes that wait for a verdict, the one that waits longest first. */
import { queryOptions } from "@tanstack/react-query";
import { client, read } from "../../shared/api/client";
import { keys } from "../../shared/live/query-keys";
import { inReviewQuery, reviewQuery, type Waiting } from "../../shared/verdicts/waiting";

export { reviewQuery, type Waiting };

/** What was sent back and waits for whoever makes it; what was answered since is left out. */
export const sentBackQuery = (production: string) =>
  queryOptions({
    ...inReviewQuery(production, "changes_requested"),
    select: (takes) => takes.filter((take) => !take.answered),
  });

/** How often changes were requested, and why. */
export const reasonsQuery = (production: string) =>
  queryOptions({
    queryKey: [...keys.review(production), "reasons"],
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/takes/reasons/", { params: { path: { production } }, signal })),
  });

/** Where the queue goes on once a take has left it: to the one behind it, else to the first. */
export function following(queue: readonly Pick<Waiting, "id">[], take: string): string | undefined {
  const index = queue.findIndex(({ id }) => id === take);
  const rest = queue.filter(({ id }) => id !== take);
  return (rest[Math.max(0, index)] ?? rest[0])?.id;
}
