/** What is asked before an order is placed: what it would make, and what it would come to. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client, read } from "../api/client";
import type { components } from "../api/schema";
import { keys } from "../live/query-keys";

const path = (production: string) => ({ path: { production } });

/** Shots that are planned, all where null; up to stages, or all of them where null. */
export interface PlanAsked {
  shots: readonly string[] | null;
  stages: readonly string[] | null;
  /** How many of each are planned; null: those of the takes in use. */
  variations: number | null;
}

export const chosenPlanQuery = (production: string, { shots, stages, variations }: PlanAsked) =>
  queryOptions({
    queryKey: keys.plan(production, { shots, stages, variations }),
    queryFn: ({ signal }) =>
      read(
        client.POST("/api/v1/productions/{production}/plan/", {
          params: path(production),
          body: { edits: [], shots: shots && [...shots], stages: stages && [...stages], variations },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export interface OrderAsked {
  shots: readonly string[];
  stages: readonly string[] | null;
  variations: number | null;
  includeApproved: boolean;
  /** Takes side by side, for which values of parameters. */
  grid?: components["schemas"]["GridAsked"];
  /** Beside what is in use, in another language. */
  language?: string;
}

/** What is asked for, as a quote and an order say it. */
export const orderBody = ({ shots, stages, variations, includeApproved, grid, language }: OrderAsked) => ({
  shots: [...shots],
  stages: stages && [...stages],
  variations,
  include_approved: includeApproved,
  ...(grid && { grid }),
  ...(language && { language }),
});

/** What an order would come to and whether it may be placed, which changes with every order and edit. */
export const quoteQuery = (production: string, asked: OrderAsked) =>
  queryOptions({
    queryKey: keys.of(production, "plan", "quote", asked),
    queryFn: ({ signal }) =>
      read(
        client.POST("/api/v1/productions/{production}/orders/quote/", {
          params: path(production),
          body: orderBody(asked),
          signal,
        }),
      ),
    retry: false,
  });
