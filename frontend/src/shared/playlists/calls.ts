/** Playlists over the API: all of them, one as a timeline, and what one does to them. */
import { queryOptions } from "@tanstack/react-query";
import { all, client, idempotent, ifMatch, read } from "../api/client";
import type { components } from "../api/schema";
import { keys } from "../live/query-keys";

export type Summary = components["schemas"]["PlaylistSummary"];
export type Playlist = components["schemas"]["PlaylistDetail"];
export type PlaylistClip = components["schemas"]["PlaylistClip"];
export type Entry = components["schemas"]["EntryAsked"];
export type Begin = Omit<components["schemas"]["BeginPlaylist"], "note">;
type Change = Omit<components["schemas"]["ChangePlaylist"], "version">;

export const playlistsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.playlists(production),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/playlists/", {
          params: { path: { production }, query },
          signal,
        }),
      ),
  });

export const playlistQuery = (production: string, playlist: string) =>
  queryOptions({
    queryKey: keys.playlist(production, playlist),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/playlists/{id}/", { params: { path: { id: playlist } }, signal })),
  });

export const begin = (production: string, body: components["schemas"]["BeginPlaylist"], key: string) =>
  read(
    client.POST("/api/v1/productions/{production}/playlists/", {
      params: { path: { production } },
      headers: idempotent(key),
      body,
    }),
  );

export const change = ({ id, version }: Pick<Playlist, "id" | "version">, body: Change, key: string) =>
  read(
    client.PATCH("/api/v1/playlists/{id}/", {
      params: { path: { id } },
      headers: { ...ifMatch(version), ...idempotent(key) },
      body: { ...body, version: null },
    }),
  );

/** What a playlist holds, as one asks for it. */
export const entriesOf = (clips: readonly PlaylistClip[]): Entry[] =>
  clips.map(({ shot, take, frozen }) => ({ shot, take: frozen ? (take?.id ?? null) : null }));

/** The most entries that a playlist holds, as the server says it. */
export const MOST_ENTRIES = 1000;

/** The entries with others behind them, as far as these do not stand there yet. */
export function withEntries(clips: readonly PlaylistClip[], others: readonly Entry[]): Entry[] {
  const both = [...entriesOf(clips), ...others];
  return [...new Map(both.map((entry) => [`${entry.shot} ${entry.take ?? ""}`, entry])).values()];
}

/** The entries with one of them elsewhere. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const chosen = items[from];
  if (chosen === undefined || to < 0 || to >= items.length) return [...items];
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), chosen, ...rest.slice(to)];
}

/** The entries with each take named that is shown, or with none named; what is the same then stands there once. */
export function frozen(clips: readonly PlaylistClip[], named: boolean): Entry[] {
  const entries = clips.map(({ shot, take }) => ({ shot, take: named ? (take?.id ?? null) : null }));
  return [...new Map(entries.map((entry) => [`${entry.shot} ${entry.take}`, entry])).values()];
}
