/** What the board reads: all shots, scenes, the cut with its posters, names of references, the plan. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { all, client, read } from "../../shared/api/client";
import { keys } from "../../shared/live/query-keys";

const MOST = 1000;
const path = (production: string) => ({ path: { production } });

export const boardShotsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "shots", "board"),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/shots/", {
          params: { ...path(production), query: { ...query, limit: MOST } },
          signal,
        }),
      ),
  });

export const boardScenesQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "scenes", "board"),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/scenes/", {
          params: { ...path(production), query: { ...query, limit: MOST } },
          signal,
        }),
      ),
  });

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

/** The plan of some shots with so many variations of each; null: those of their takes in use. */
export const selectionPlanQuery = (production: string, shots: readonly string[], variations: number | null) =>
  queryOptions({
    queryKey: keys.plan(production, { shots, variations }),
    queryFn: ({ signal }) =>
      read(
        client.POST("/api/v1/productions/{production}/plan/", {
          params: path(production),
          body: { edits: [], shots: [...shots], variations },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const planQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "plan", "board"),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/plan/", { params: path(production), signal })),
  });

export interface QuoteAsked {
  shots: readonly string[];
  variations: number | null;
  includeApproved: boolean;
}

/** What an order would come to and whether it may be placed, which changes with every order and edit. */
export const quoteQuery = (production: string, asked: QuoteAsked) =>
  queryOptions({
    queryKey: keys.of(production, "plan", "quote", asked),
    queryFn: ({ signal }) =>
      read(
        client.POST("/api/v1/productions/{production}/orders/quote/", {
          params: path(production),
          body: {
            shots: [...asked.shots],
            stages: null,
            variations: asked.variations,
            include_approved: asked.includeApproved,
          },
          signal,
        }),
      ),
    retry: false,
  });
