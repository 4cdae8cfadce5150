/** The members of a production, whom notes can mention. */
import { queryOptions } from "@tanstack/react-query";
import { client, read } from "../api/client";
import { keys } from "../live/query-keys";

export const membersQuery = (production: string) =>
  queryOptions({
    queryKey: keys.members(production),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/members/", { params: { path: { production } }, signal })),
  });
