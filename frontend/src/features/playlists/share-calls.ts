/** Share links over the API: those of a playlist, who came by one, and what one does with them. */
import { queryOptions } from "@tanstack/react-query";
import { all, client, idempotent, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";

export type ShareLink = components["schemas"]["ShareLinkShown"];
export type GuestShown = components["schemas"]["GuestShown"];
export type Terms = components["schemas"]["MakeShareLink"];

export const linksKey = (production: string, playlist: string) => [...keys.playlist(production, playlist), "links"];

export const linksQuery = (production: string, playlist: string) =>
  queryOptions({
    queryKey: linksKey(production, playlist),
    queryFn: ({ signal }) =>
      all<ShareLink>((query) =>
        client.GET("/api/v1/playlists/{id}/links/", { params: { path: { id: playlist }, query }, signal }),
      ),
  });

export const guestsQuery = (production: string, { id, playlist }: ShareLink) =>
  queryOptions({
    queryKey: [...linksKey(production, playlist), id, "guests"],
    queryFn: ({ signal }) =>
      all<GuestShown>((query) =>
        client.GET("/api/v1/share-links/{id}/guests/", { params: { path: { id }, query }, signal }),
      ),
    refetchInterval: 5000,
  });

export const make = (playlist: string, body: Terms, key: string) =>
  read(
    client.POST("/api/v1/playlists/{id}/links/", {
      params: { path: { id: playlist } },
      headers: idempotent(key),
      body,
    }),
  );

/** The whole address of a link, which is told this once. */
export async function giveAddress(id: string, password: string): Promise<string> {
  const given = await read(
    client.POST("/api/v1/share-links/{id}/address/", { params: { path: { id } }, body: { password, version: null } }),
  );
  return `${location.origin}${given.address}`;
}

export const revoke = (id: string, key: string) =>
  read(
    client.POST("/api/v1/share-links/{id}/revoke/", {
      params: { path: { id } },
      headers: idempotent(key),
      body: { version: null },
    }),
  );

export const erase = (id: string, guest: string, key: string) =>
  read(
    client.POST("/api/v1/share-links/{id}/guests/{guest}/erase/", {
      params: { path: { id, guest } },
      headers: idempotent(key),
      body: { version: null },
    }),
  );
