/** The film as it stands: takes in use in film order. */
import { queryOptions } from "@tanstack/react-query";
import { client, read } from "./client";
import type { components } from "./schema";
import { keys } from "../live/query-keys";

export type Cut = components["schemas"]["Cut"];
export type CutClip = components["schemas"]["Clip"];

export const cutQuery = (production: string) =>
  queryOptions({
    queryKey: keys.cut(production),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/cut/", { params: { path: { production } }, signal })),
  });
