/** What is signed, what was verified and exported, and asking for more of each. */
import { queryOptions } from "@tanstack/react-query";
import { client, idempotent, read } from "../../shared/api/client";
import { asProblem } from "../../shared/api/problem";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";

export type Checkpoint = components["schemas"]["Checkpoint"];
export type Verification = components["schemas"]["Verification"];
export type Export = components["schemas"]["LongWork"];

const OFTEN = 1000;
const NOW_AND_THEN = 5000;

export const busy = (work: { state: string } | null | undefined): boolean =>
  work?.state === "queued" || work?.state === "running";

export const checkpointQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "evidence", "checkpoint"),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/checkpoint/", { params: { path: { production } }, signal })),
    refetchInterval: NOW_AND_THEN,
  });

export const checkpointsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "evidence", "checkpoints"),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/checkpoints/", { params: { path: { production } }, signal })),
  });

export const signNow = (production: string, key: string) =>
  read(
    client.POST("/api/v1/productions/{production}/checkpoint/", {
      params: { path: { production } },
      headers: idempotent(key),
    }),
  );

/** The verification that was asked for last; null when nobody has asked yet. */
export const verificationQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "evidence", "verification"),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/verify/", { params: { path: { production } }, signal })).catch(
        (error: unknown) => {
          if (asProblem(error).missing) return null;
          throw error;
        },
      ),
    refetchInterval: ({ state }) => (busy(state.data) ? OFTEN : false),
  });

export const verify = (production: string, key: string) =>
  read(
    client.POST("/api/v1/productions/{production}/verify/", {
      params: { path: { production } },
      headers: idempotent(key),
    }),
  );

export const exportsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "evidence", "exports"),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/export/", { params: { path: { production } }, signal })),
    refetchInterval: ({ state }) => (state.data?.results.some(busy) ? OFTEN : false),
  });

export type ExportAsked = { act: "ask" } | { act: "cancel"; id: string };

export function changeExports(production: string, asked: ExportAsked, key: string) {
  const headers = idempotent(key);
  if (asked.act === "ask")
    return read(client.POST("/api/v1/productions/{production}/export/", { params: { path: { production } }, headers }));
  return read(
    client.POST("/api/v1/productions/{production}/export/{id}/cancel/", {
      params: { path: { production, id: asked.id } },
      headers,
    }),
  );
}

/** The proof that the log of `to` events begins with that of `from` events. */
export const consistency = (production: string, from: number, to: number) =>
  read(
    client.GET("/api/v1/productions/{production}/consistency/", {
      params: { path: { production }, query: { from, to } },
    }),
  );

/** What people are called, by id. */
export const membersQuery = (production: string) =>
  queryOptions({
    queryKey: keys.members(production),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/members/", { params: { path: { production } }, signal })),
  });
