/** Reading a contact sheet, using one of its takes, and setting on the shot what a take sets for itself alone. */
import { queryOptions } from "@tanstack/react-query";
import { client, idempotent, read } from "../../shared/api/client";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import type { ContactSheet, SheetCell } from "./layout";

const EVERY = 3000;

/** Read anew while anything is still to come; events of jobs and takes make it old as well. */
export const sheetQuery = (production: string, order: string) =>
  queryOptions({
    queryKey: keys.of(production, "takes", "sheet", order),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/orders/{id}/sheet/", { params: { path: { id: order } }, signal })),
    refetchInterval: (query) => (isOpen(query.state.data) ? EVERY : false),
  });

const isOpen = (sheet: ContactSheet | undefined): boolean => sheet?.state === "held" || sheet?.state === "running";

export function useTake(production: string, cell: SheetCell, onDone: () => void) {
  return useCommand({
    call: (take: string, key) =>
      read(
        client.POST("/api/v1/takes/{id}/select/", {
          params: { path: { id: take } },
          headers: idempotent(key),
          body: { version: null },
        }),
      ),
    onDone,
    renews: [keys.takes(production, "sheet"), keys.takes(production, cell.shot)],
  });
}

export interface SetAsked {
  shot: string;
  name: string;
  value: unknown;
}

export function useSetOnShot(production: string, onDone: (asked: SetAsked) => void) {
  return useCommand({
    call: ({ shot, name, value }: SetAsked, key) =>
      read(
        client.PUT("/api/v1/shots/{id}/parameters/{name}/", {
          params: { path: { id: shot, name } },
          headers: idempotent(key),
          body: { value, version: null },
        }),
      ),
    onDone: (_, asked) => onDone(asked),
    renews: [keys.takes(production, "sheet"), keys.of(production, "parameters")],
  });
}
