/** Productions, as lists and one by one. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { keys } from "../live/query-keys";
import { all, client, idempotent, read } from "./client";
import { asProblem, type Problem } from "./problem";
import type { components } from "./schema";

export type Production = components["schemas"]["Production"];

export const productionsQuery = queryOptions({
  queryKey: keys.productions,
  queryFn: ({ signal }) => all((query) => client.GET("/api/v1/productions/", { params: { query }, signal })),
});

export const productionQuery = (production: string) =>
  queryOptions({
    queryKey: keys.production(production),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/", { params: { path: { production } }, signal })),
  });

export const createProduction = (name: string, key: string) =>
  read(client.POST("/api/v1/productions/", { body: { name }, headers: idempotent(key) }));

/** Why the production is closed to the reader: there is none, or not for them; null while nothing says so. */
export function useClosed(production: string | undefined): { problem: Problem | null; everOpen: boolean } {
  const { data, error } = useQuery({ ...productionQuery(production ?? ""), enabled: production !== undefined });
  const problem = error === null ? null : asProblem(error);
  return { problem: problem?.missing || problem?.forbidden ? problem : null, everOpen: data !== undefined };
}
