/** What the board reads beside shots, scenes and stages: the cut with its posters, names of references, the plan. */
import { queryOptions } from "@tanstack/react-query";
import { all, client, read } from "../../shared/api/client";
import { keys } from "../../shared/live/query-keys";

const MOST = 1000;
const path = (production: string) => ({ path: { production } });

export const boardCutQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "cut", "board"),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/cut/", { params: path(production), signal })),
  });

export const namesQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "references", "names"),
    queryFn: async ({ signal }) => {
      const found = await all((query) =>
        client.GET("/api/v1/productions/{production}/references/", {
          params: { ...path(production), query: { ...query, limit: MOST } },
          signal,
        }),
      );
      return new Map(found.map(({ id, name }) => [id, name]));
    },
  });

export const planQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "plan", "board"),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/plan/", { params: path(production), signal })),
  });
