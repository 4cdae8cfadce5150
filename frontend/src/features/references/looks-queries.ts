/** How looks change through the film: reading, saying, and taking back. */
import { queryOptions } from "@tanstack/react-query";
import { client, idempotent, ifMatch, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import type { LookValue } from "./look-draft";

export type Looks = components["schemas"]["Looks"];
export type LookPart = components["schemas"]["LookPart"];
export type SceneOfLooks = components["schemas"]["SceneOfLooks"];

/** `at` is a moment of the past; undefined is now. */
export const looksQuery = (production: string, reference: string, at?: string) =>
  queryOptions({
    queryKey: at === undefined ? keys.looks(production, reference) : [...keys.past(production, at), "looks", reference],
    queryFn: ({ signal }) =>
      read(
        client.GET("/api/v1/references/{id}/looks/", {
          params: { path: { id: reference }, query: at === undefined ? {} : { at } },
          signal,
        }),
      ),
  });

export interface Say {
  /** null: it is new. */
  look: string | null;
  value: LookValue;
  version: number;
}

export function sayLook(id: string, { look, value, version }: Say, key: string) {
  const call = { body: { ...value, version: null }, headers: { ...ifMatch(version), ...idempotent(key) } };
  return look === null
    ? read(client.POST("/api/v1/references/{id}/looks/", { ...call, params: { path: { id } } }))
    : read(client.PUT("/api/v1/references/{id}/looks/{look}/", { ...call, params: { path: { id, look } } }));
}

export const removeLook = (id: string, { look, version }: { look: string; version: number }, key: string) =>
  read(
    client.DELETE("/api/v1/references/{id}/looks/{look}/", {
      params: { path: { id, look } },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );
