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

/** A production's name, and the name of the template that it starts from; null: from what all start from. */
export interface NewProduction {
  name: string;
  template: string | null;
}

export const createProduction = (body: NewProduction, key: string) =>
  read(client.POST("/api/v1/productions/", { body, headers: idempotent(key) }));

export type Template = components["schemas"]["Template"];

/** The pipelines that a production can start from. */
export const templatesQuery = queryOptions({
  queryKey: keys.templates,
  queryFn: ({ signal }) => all((query) => client.GET("/api/v1/templates/", { params: { query }, signal })),
});

/** Why the production is closed to the reader: there is none, or not for them; null while nothing says so. */
export function useClosed(production: string | undefined): { problem: Problem | null; everOpen: boolean } {
  const { data, error } = useQuery({ ...productionQuery(production ?? ""), enabled: production !== undefined });
  const problem = error === null ? null : asProblem(error);
  return { problem: problem?.missing || problem?.forbidden ? problem : null, everOpen: data !== undefined };
}
