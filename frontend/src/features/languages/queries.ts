/** Lines in other languages at the API. */
import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { all, client, idempotent, ifMatch, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { withFile, type ChosenFile } from "../../shared/api/upload";
import { translationsKey } from "../../shared/languages/progress";
import { keys } from "../../shared/live/query-keys";

export type Line = components["schemas"]["TranslatedLine"];
export type Imported = Awaited<ReturnType<typeof tryFile>>;

const MOST = 1000;
const path = (production: string) => ({ path: { production } });

export const linesQuery = (production: string, language: string) =>
  queryOptions({
    queryKey: [...translationsKey(production), "lines", language],
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/translations/", {
          params: { ...path(production), query: { ...query, language, limit: MOST } },
          signal,
        }),
      ),
  });

/** The headings of scenes by their ids. */
export const headingsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "scenes", "headings"),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/scenes/", {
          params: { ...path(production), query: { ...query, limit: MOST } },
          signal,
        }),
      ),
    select: (scenes) => new Map(scenes.map((scene) => [scene.id, `${scene.code} ${scene.heading.text}`])),
  });

let last: Promise<unknown> = Promise.resolve();

/** Lines are written one after another: each makes its shot another version, on which the next is written. */
export function writeLine(queries: QueryClient, production: string, line: Line, text: string, key: string) {
  const { queryKey } = linesQuery(production, line.language);
  const now = () => queries.getQueryData(queryKey)?.find((each) => each.shot === line.shot)?.version ?? line.version;
  const act = async () => {
    const written = await read(
      client.PUT("/api/v1/shots/{id}/translations/", {
        params: { path: { id: line.shot } },
        headers: { ...ifMatch(now()), ...idempotent(key) },
        body: { line: line.line, language: line.language, text, version: null },
      }),
    );
    await queries.cancelQueries({ queryKey });
    queries.setQueryData(queryKey, (lines) =>
      lines?.map((each) => {
        if (each.id === written.id) return written;
        return each.shot === written.shot ? { ...each, version: Math.max(each.version, written.version) } : each;
      }),
    );
    return written;
  };
  const done = last.then(act, act);
  last = done;
  return done;
}

export const tryFile = (production: string, language: string, { file }: ChosenFile) =>
  read(
    client.POST("/api/v1/productions/{production}/translations/file/", {
      params: { ...path(production), query: { dry_run: true } },
      ...withFile(file, { language }),
    }),
  );

export const bringFile = (production: string, language: string, { file }: ChosenFile, key: string) =>
  read(
    client.POST("/api/v1/productions/{production}/translations/file/", {
      params: path(production),
      headers: idempotent(key),
      ...withFile(file, { language }),
    }),
  );

export type Person = components["schemas"]["Reference"];

/** Who may speak in the film, the voices that there are, and whether one may cast them, as one may add them. */
export const peopleQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "references", "people"),
    queryFn: ({ signal }) =>
      read(
        client.GET("/api/v1/productions/{production}/references/", {
          params: { path: { production }, query: { removed: true, limit: MOST } },
          signal,
        }),
      ),
    select: ({ results, can }) => ({
      people: results.filter(({ kind, removed }) => !removed && (kind === "character" || kind === "group")),
      voices: results.filter(({ kind }) => kind === "voice"),
      can,
    }),
  });

/** Let somebody speak a language with a voice; null: with that of all languages. */
export const castVoice = (person: Person, language: string, voice: string | null, key: string) =>
  read(
    client.PATCH("/api/v1/references/{id}/", {
      params: { path: { id: person.id } },
      body: { voices: { [language]: voice }, version: null },
      headers: { ...ifMatch(person.version), ...idempotent(key) },
    }),
  );
