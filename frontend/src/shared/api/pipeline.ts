/** The pipeline of a production: its draft, what is published, and what it can be made of. */
import { queryOptions } from "@tanstack/react-query";
import { keys } from "../live/query-keys";
import { client, read } from "./client";

export const pipelineQuery = (production: string) =>
  queryOptions({
    queryKey: keys.pipeline(production),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/pipeline/", { params: { path: { production } }, signal })),
  });
