/** One shot with the ETag that edits of it name. */
import { queryOptions } from "@tanstack/react-query";
import { ask, client } from "./client";
import type { components } from "./schema";
import { keys } from "../live/query-keys";

export type Shot = components["schemas"]["Shot"];

export const shotQuery = (production: string, shot: string) =>
  queryOptions({
    queryKey: keys.shot(production, shot),
    queryFn: async ({ signal }) => {
      const { data, etag } = await ask(client.GET("/api/v1/shots/{id}/", { params: { path: { id: shot } }, signal }));
      return { shot: data, etag: etag ?? "" };
    },
  });
