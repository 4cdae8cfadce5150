/** Productions, as lists and one by one. */
import { queryOptions } from "@tanstack/react-query";
import { keys } from "../live/query-keys";
import { all, client, idempotent, read } from "./client";
import type { components } from "./schema";

export type Production = components["schemas"]["Production"];

export const productionsQuery = queryOptions({
  queryKey: keys.productions,
  queryFn: ({ signal }) => all((query) => client.GET("/api/v1/productions/", { params: { query }, signal })),
});

export const productionQuery = (production: string) =>
  queryOptions({
    queryKey: keys.production(production),
    queryFn: ({ signal }) => read(client.GET("/api/v1/productions/{production}/", { params: { path: { production } }, signal })),
  });

export const createProduction = (name: string, key: string) =>
  read(client.POST("/api/v1/productions/", { body: { name }, headers: idempotent(key) }));
