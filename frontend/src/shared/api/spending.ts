/** What a production may spend, and what it has. */
import { queryOptions } from "@tanstack/react-query";
import { keys } from "../live/query-keys";
import { client, read } from "./client";

export const spendingQuery = (production: string) =>
  queryOptions({
    queryKey: keys.spending(production),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/spending/", { params: { path: { production } }, signal })),
  });
