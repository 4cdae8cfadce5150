/** The shots and scenes of the film, all of them, in its order. */
import { queryOptions } from "@tanstack/react-query";
import { keys } from "../live/query-keys";
import { all, client } from "./client";

const MOST = 1000;
const path = (production: string) => ({ path: { production } });

export const filmShotsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "shots", "film"),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/shots/", {
          params: { ...path(production), query: { ...query, limit: MOST } },
          signal,
        }),
      ),
  });

export const filmScenesQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "scenes", "film"),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/scenes/", {
          params: { ...path(production), query: { ...query, limit: MOST } },
          signal,
        }),
      ),
  });
