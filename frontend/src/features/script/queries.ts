/** The screenplay, its scenes and shots, the trial of a revision, and its saving. */
import { queryOptions } from "@tanstack/react-query";
import { all, client, idempotent, read } from "../../shared/api/client";
import { keys } from "../../shared/live/query-keys";
import { keepOriginal, originalOf, type Place } from "./opened";
import type { Decision } from "./proposal";

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

/** The decisions about the breakdown that are saved, each with the words and the line of its sentence. */
export const decisionsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "script", "decisions"),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/script/decisions/", {
          params: { ...path(production), query },
          signal,
        }),
      ),
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

/** The references, removed ones left out. */
export const namedQuery = (production: string) =>
  queryOptions({
    queryKey: keys.references(production, { removed: false }),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/references/", { params: { ...path(production), query }, signal }),
      ),
  });

/** A text to read, and the decisions about its breakdown that are given, and taken back, with it. */
export interface Asked {
  text: string;
  /** null: as it is set, or as it is found out. */
  language: string | null;
  decisions: readonly Decision[];
  withdrawn: readonly Decision[];
}

/** What a revision would do, without doing it. */
export const trialQuery = (production: string, asked: Asked) =>
  queryOptions({
    queryKey: keys.of(production, "script", "trial", asked),
    queryFn: ({ signal }) => tryRevision(production, asked, signal),
    staleTime: Infinity,
    gcTime: 60_000,
  });

const tryRevision = (production: string, asked: Asked, signal: AbortSignal) =>
  read(
    client.PUT("/api/v1/productions/{production}/script/", {
      params: { ...path(production), query: { dry_run: true } },
      body: { ...bodyOf(asked), version: null, original: null },
      signal,
    }),
  );

export interface Saving extends Asked {
  /** The revision that the text was written on: the server refuses when another has come since. */
  version: number;
}

export const saveRevision = async (place: Place, { version, ...asked }: Saving, key: string) => {
  const saved = await read(
    client.PUT("/api/v1/productions/{production}/script/", {
      params: path(place.production),
      headers: idempotent(key),
      body: { ...bodyOf(asked), version, original: await originalOf(place) },
    }),
  );
  keepOriginal(place, null);
  return saved;
};

const bodyOf = ({ text, language, decisions, withdrawn }: Asked) => ({
  text,
  ...(language === null ? {} : { language }),
  format: "fountain" as const,
  decisions: [...decisions],
  withdrawn: [...withdrawn],
});
