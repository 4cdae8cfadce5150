/** Writing parameters on the three levels, and what was written of them. */
import { queryOptions } from "@tanstack/react-query";
import { all, client, idempotent, ifMatch, read } from "../../shared/api/client";
import { parameterLevelsValues as LEVELS } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import type { Target } from "../../shared/api/parameters";

/** What is asked of one parameter; `value` of "set" and `reason` of "lock". */
export type Asked =
  | { act: "set"; name: string; version: number; value: unknown }
  | { act: "clear" | "unlock"; name: string; version: number }
  | { act: "lock"; name: string; version: number; reason: string };

export function write(target: Target, asked: Asked, key: string) {
  const headers = { ...ifMatch(asked.version), ...idempotent(key) };
  if (asked.act === "set") return set(target, asked.name, { value: asked.value, version: null }, headers);
  if (asked.act === "clear") return clear(target, asked.name, headers);
  return asked.act === "lock"
    ? lock(target, asked.name, { reason: asked.reason, version: null }, headers)
    : unlock(target, asked.name, headers);
}

type Headers = ReturnType<typeof ifMatch> & ReturnType<typeof idempotent>;

function set({ level, id }: Target, name: string, body: { value: unknown; version: null }, headers: Headers) {
  if (level === "production")
    return read(
      client.PUT("/api/v1/productions/{production}/parameters/{name}/", {
        params: { path: { production: id, name } },
        body,
        headers,
      }),
    );
  const params = { path: { id, name } };
  return level === "scene"
    ? read(client.PUT("/api/v1/scenes/{id}/parameters/{name}/", { params, body, headers }))
    : read(client.PUT("/api/v1/shots/{id}/parameters/{name}/", { params, body, headers }));
}

function clear({ level, id }: Target, name: string, headers: Headers) {
  if (level === "production")
    return read(
      client.DELETE("/api/v1/productions/{production}/parameters/{name}/", {
        params: { path: { production: id, name } },
        headers,
      }),
    );
  const params = { path: { id, name } };
  return level === "scene"
    ? read(client.DELETE("/api/v1/scenes/{id}/parameters/{name}/", { params, headers }))
    : read(client.DELETE("/api/v1/shots/{id}/parameters/{name}/", { params, headers }));
}

function lock({ level, id }: Target, name: string, body: { reason: string; version: null }, headers: Headers) {
  if (level === "production")
    return read(
      client.POST("/api/v1/productions/{production}/parameters/{name}/lock/", {
        params: { path: { production: id, name } },
        body,
        headers,
      }),
    );
  const params = { path: { id, name } };
  return level === "scene"
    ? read(client.POST("/api/v1/scenes/{id}/parameters/{name}/lock/", { params, body, headers }))
    : read(client.POST("/api/v1/shots/{id}/parameters/{name}/lock/", { params, body, headers }));
}

function unlock({ level, id }: Target, name: string, headers: Headers) {
  if (level === "production")
    return read(
      client.DELETE("/api/v1/productions/{production}/parameters/{name}/lock/", {
        params: { path: { production: id, name } },
        headers,
      }),
    );
  const params = { path: { id, name } };
  return level === "scene"
    ? read(client.DELETE("/api/v1/scenes/{id}/parameters/{name}/lock/", { params, headers }))
    : read(client.DELETE("/api/v1/shots/{id}/parameters/{name}/lock/", { params, headers }));
}

const SETTINGS = ["parameter_set", "parameter_cleared", "locked", "unlocked"] as const;

/** The events that set, cleared, locked or unlocked parameters, oldest first: who locked, and how things stood. */
export const settingsEventsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.events(production, { of: "settings" }),
    queryFn: ({ signal }) => {
      const type = LEVELS.flatMap((kind) => SETTINGS.map((what) => `${kind}.${what}`)).join(",");
      return all((query) =>
        client.GET("/api/v1/productions/{production}/events/", {
          params: { path: { production }, query: { ...query, type, limit: 1000 } },
          signal,
        }),
      );
    },
  });
