/** How the queue stands, the workers, and what people do with both. */
import { queryOptions } from "@tanstack/react-query";
import { client, idempotent, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";

export type Queue = components["schemas"]["Queue"];
export type QueuedJob = components["schemas"]["QueuedJob"];
export type FailureGroup = components["schemas"]["FailureGroup"];
export type Worker = components["schemas"]["Worker"];
export type Order = components["schemas"]["Order"];
export type Priority = Order["priority"];

/** Workers come and go without an event; while anything is open they are looked for often. */
const EVERY = 5000;

export const queueQuery = (production: string) =>
  queryOptions({
    queryKey: keys.queue(production),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/queue/", { params: { path: { production } }, signal })),
    refetchInterval: EVERY,
  });

export const workersQuery = queryOptions({
  queryKey: keys.workers,
  queryFn: ({ signal }) => read(client.GET("/api/v1/workers/", { signal })),
  refetchInterval: EVERY,
});

/** Pausing with a reason, or going on: null. */
export function useSteering(production: string, onDone: () => void) {
  return useCommand<string | null, components["schemas"]["QueueWritten"]>({
    call: (reason, key) => {
      const params = { params: { path: { production } }, headers: idempotent(key) };
      return reason === null
        ? read(client.POST("/api/v1/productions/{production}/queue/resume/", { ...params, body: {} }))
        : read(client.POST("/api/v1/productions/{production}/queue/pause/", { ...params, body: { reason } }));
    },
    onDone,
    renews: [keys.queue(production)],
  });
}

export function useRetry(production: string, onDone: (order: Order) => void) {
  return useCommand<string, components["schemas"]["OrderWritten"]>({
    call: (group, key) =>
      read(
        client.POST("/api/v1/productions/{production}/queue/retry/", {
          params: { path: { production } },
          headers: idempotent(key),
          body: { group },
        }),
      ),
    onDone,
    renews: [keys.queue(production), keys.orders(production), keys.stages(production)],
  });
}

/** A value of a parameter with which a group of failures is to be tried again. */
export interface Fix {
  group: string;
  parameter: string;
  value: unknown;
}

export const fixQuoteQuery = (production: string, fix: Fix) =>
  queryOptions({
    queryKey: keys.of(production, "plan", "fix", fix),
    queryFn: ({ signal }) =>
      read(
        client.POST("/api/v1/productions/{production}/queue/fix/quote/", {
          params: { path: { production } },
          body: fix,
          signal,
        }),
      ),
    retry: false,
  });

export function useFix(production: string, onDone: (order: Order) => void) {
  return useCommand<Fix, components["schemas"]["OrderWritten"]>({
    call: (fix, key) =>
      read(
        client.POST("/api/v1/productions/{production}/queue/fix/", {
          params: { path: { production } },
          headers: idempotent(key),
          body: fix,
        }),
      ),
    onDone,
    renews: [keys.queue(production), keys.orders(production), keys.stages(production)],
  });
}

export function usePrioritise(production: string) {
  return useCommand<{ order: string; priority: Priority }, components["schemas"]["OrderWritten"]>({
    call: ({ order, priority }, key) =>
      read(
        client.POST("/api/v1/orders/{id}/priority/", {
          params: { path: { id: order } },
          headers: idempotent(key),
          body: { priority, version: null },
        }),
      ),
    renews: [keys.queue(production), keys.orders(production)],
  });
}

export function useRelease(production: string) {
  return useCommand<string, components["schemas"]["OrderWritten"]>({
    call: (order, key) =>
      read(
        client.POST("/api/v1/orders/{id}/release/", {
          params: { path: { id: order } },
          headers: idempotent(key),
          body: { version: null },
        }),
      ),
    renews: [keys.queue(production), keys.orders(production), keys.stages(production)],
  });
}

export function useDrain() {
  return useCommand<{ name: string; drained: boolean }, Partial<components["schemas"]["OrderWritten"]>>({
    call: async ({ name, drained }, key) => {
      const params = { params: { path: { name } }, headers: idempotent(key), body: {} };
      await (drained
        ? read(client.POST("/api/v1/workers/{name}/drain/", params))
        : read(client.POST("/api/v1/workers/{name}/resume/", params)));
      return {};
    },
    renews: [keys.workers],
  });
}
