/** What a guest asks of the API: the playlist of the link, notes on it, and to be let in. */
import { queryOptions } from "@tanstack/react-query";
import { client, idempotent, read } from "../../shared/api/client";
import { asProblem } from "../../shared/api/problem";
import type { components } from "../../shared/api/schema";
import type { Shape } from "../../shared/notes/drawing";

export type SharedPlaylist = components["schemas"]["SharedPlaylist"];
export type SharedClip = components["schemas"]["SharedClip"];
export type SharedNote = Omit<components["schemas"]["SharedNote"], "drawing"> & { drawing: Shape[] };
export type GuestNote = components["schemas"]["GuestNote"];

export const sharedKey = (link: string) => ["guest", link] as const;
export const notesKey = (link: string) => [...sharedKey(link), "notes"] as const;
const at = (link: string) => ({ params: { path: { link } } });
const again = (failures: number, error: unknown) => failures < 2 && asProblem(error).passing;

export const sharedQuery = (link: string) =>
  queryOptions({
    queryKey: sharedKey(link),
    queryFn: ({ signal }) => read(client.GET("/api/v1/guests/{link}/", { ...at(link), signal })),
    // Films with the guest's name in them are made one after the other.
    refetchInterval: ({ state }) => (state.data?.clips.some(({ preparing }) => preparing) ? 1500 : false),
    retry: again,
  });

export const notesQuery = (link: string) =>
  queryOptions({
    queryKey: notesKey(link),
    queryFn: async ({ signal }): Promise<SharedNote[]> =>
      (await read(client.GET("/api/v1/guests/{link}/notes/", { ...at(link), signal }))).results,
    refetchInterval: 10_000,
    retry: again,
  });

export const askQuery = (link: string, secret: string) =>
  queryOptions({
    queryKey: [...sharedKey(link), "ask", secret],
    queryFn: () => read(client.POST("/api/v1/guests/{link}/ask/", { ...at(link), body: { secret } })),
    retry: again,
  });

export const comeIn = (link: string, body: components["schemas"]["ComeIn"]) =>
  read(client.POST("/api/v1/guests/{link}/enter/", { ...at(link), body }));

export const leave = (link: string) => read(client.POST("/api/v1/guests/{link}/leave/", at(link)));

export const note = (link: string, body: GuestNote, key: string) =>
  read(client.POST("/api/v1/guests/{link}/notes/", { ...at(link), headers: idempotent(key), body }));
