/** What can vary of a shot, what a grid would come to, and ordering it. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client, idempotent, read } from "../api/client";
import type { components } from "../api/schema";
import { keys } from "../live/query-keys";
import { useCommand } from "../live/use-command";
import type { Asked } from "./grid";

type Placed = components["schemas"]["OrderWritten"];

export const varyingQuery = (production: string, shot: string) =>
  queryOptions({
    queryKey: keys.parameters(production, "shot", shot),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/shots/{id}/parameters/", { params: { path: { id: shot }, query: { limit: 1000 } }, signal })), // prettier-ignore
  });

const body = (shots: readonly string[], grid: Asked) => ({
  shots: [...shots],
  stages: null,
  variations: null,
  include_approved: true,
  grid,
});

export const gridQuoteQuery = (production: string, shots: readonly string[], grid: Asked) =>
  queryOptions({
    queryKey: keys.of(production, "plan", "grid", shots, grid),
    queryFn: ({ signal }) =>
      read(
        client.POST("/api/v1/productions/{production}/orders/quote/", {
          params: { path: { production } },
          body: body(shots, grid),
          signal,
        }),
      ),
    retry: false,
    placeholderData: keepPreviousData,
  });

export function usePlaceGrid(production: string, onDone: (order: Placed) => void) {
  return useCommand<{ shots: readonly string[]; grid: Asked }, Placed>({
    call: ({ shots, grid }, key) =>
      read(
        client.POST("/api/v1/productions/{production}/orders/", {
          params: { path: { production } },
          headers: idempotent(key),
          body: { ...body(shots, grid), held: false, reason: "" },
        }),
      ),
    onDone,
    renews: [keys.orders(production), keys.stages(production)],
  });
}
