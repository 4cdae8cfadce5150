/** The screenplay, its scenes and shots, the trial of a revision, and its saving. */
import { queryOptions } from "@tanstack/react-query";
import { all, client, idempotent, read } from "../../shared/api/client";
import { keys } from "../../shared/live/query-keys";

export type Script = Awaited<ReturnType<typeof readScript>>;
export type Revision = Awaited<ReturnType<typeof tryRevision>>;

const MOST = 1000;
const path = (production: string) => ({ path: { production } });

const readScript = (production: string, signal: AbortSignal) =>
  read(client.GET("/api/v1/productions/{production}/script/", { params: path(production), signal }));

export const scriptQuery = (production: string) =>
  queryOptions({
    queryKey: keys.script(production),
    queryFn: ({ signal }) => readScript(production, signal),
  });

export const outlineScenesQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "scenes", "outline"),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/scenes/", {
          params: { ...path(production), query: { ...query, limit: MOST } },
          signal,
        }),
      ),
  });

export const outlineShotsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "shots", "outline"),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/shots/", {
          params: { ...path(production), query: { ...query, limit: MOST } },
          signal,
        }),
      ),
  });

/** What a revision would do, without doing it. */
export const tryRevision = (production: string, text: string) =>
  read(
    client.PUT("/api/v1/productions/{production}/script/", {
      params: { ...path(production), query: { dry_run: true } },
      body: { text, format: "fountain", version: null },
    }),
  );

export interface Saving {
  text: string;
  /** The revision that the text was written on: the server refuses when another has come since. */
  version: number;
}

export const saveRevision = (production: string, { text, version }: Saving, key: string) =>
  read(
    client.PUT("/api/v1/productions/{production}/script/", {
      params: path(production),
      headers: idempotent(key),
      body: { text, format: "fountain", version },
    }),
  );
