/** Reading and writing references, their pictures, and the cast of shots. */
import { queryOptions } from "@tanstack/react-query";
import type { Edit } from "../../shared/affects/use-affects";
import { all, client, idempotent, ifMatch, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import type { Draft } from "./draft";
import type { Kind } from "./kinds";

export type Reference = components["schemas"]["Reference"];
export type Usage = components["schemas"]["Usage"];
export type LogEvent = components["schemas"]["LogEvent"];
export type Shot = components["schemas"]["Shot"];

export const referencesQuery = (production: string, removed: boolean) =>
  queryOptions({
    queryKey: keys.references(production, { removed }),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/references/", {
          params: { path: { production }, query: { ...query, ...(removed ? { removed } : {}) } },
          signal,
        }),
      ),
  });

export const referenceQuery = (production: string, id: string) =>
  queryOptions({
    queryKey: keys.reference(production, id),
    queryFn: ({ signal }) => read(client.GET("/api/v1/references/{id}/", { params: { path: { id } }, signal })),
  });

export const usedByQuery = (production: string, id: string) =>
  queryOptions({
    queryKey: keys.usedBy(production, id),
    queryFn: ({ signal }) =>
      all((query) => client.GET("/api/v1/references/{id}/used-by/", { params: { path: { id }, query }, signal })),
  });

/** What happened to a reference, oldest first; the version of each event is the reference's from then on. */
export const versionsQuery = (production: string, id: string) =>
  queryOptions({
    queryKey: keys.events(production, { entity: id }),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/events/", {
          params: { path: { production }, query: { ...query, entity: id, limit: 1000 } },
          signal,
        }),
      ),
  });

/** The first and last line of each shot in the script. */
export const scriptLinesQuery = (production: string) =>
  queryOptions({
    queryKey: [...keys.script(production), "lines"],
    queryFn: async ({ signal }) => {
      const params = { path: { production } };
      return (await read(client.GET("/api/v1/productions/{production}/script/", { params, signal }))).lines;
    },
  });

/** A shot as one whose cast is edited. */
export const castShotQuery = (production: string, shot: string) =>
  queryOptions({
    queryKey: [...keys.cast(production, shot), "shot"],
    queryFn: ({ signal }) => read(client.GET("/api/v1/shots/{id}/", { params: { path: { id: shot } }, signal })),
  });

export const addReference = (
  production: string,
  asked: { kind: Kind; name: string; description: string },
  key: string,
) =>
  read(
    client.POST("/api/v1/productions/{production}/references/", {
      params: { path: { production } },
      body: { ...asked, parent: null, attributes: {} },
      headers: idempotent(key),
    }),
  );

export type AliasChange = { act: "add" | "remove"; name: string; version: number };

export function changeAlias(id: string, { act, name, version }: AliasChange, key: string) {
  const call = {
    params: { path: { id } },
    body: { name, version: null },
    headers: { ...ifMatch(version), ...idempotent(key) },
  };
  if (act === "add") return read(client.POST("/api/v1/references/{id}/aliases/", call));
  // OpenAPI describes no body of a DELETE.
  return read(client.DELETE("/api/v1/references/{id}/aliases/", call as never));
}

export interface Merge {
  into: string;
  version: number;
}

export const mergeReference = (id: string, { into, version }: Merge, key: string) =>
  read(
    client.POST("/api/v1/references/{id}/merge/", {
      params: { path: { id } },
      body: { into, version: null },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );

export const setParent = (id: string, { parent, version }: { parent: string | null; version: number }, key: string) =>
  read(
    client.PATCH("/api/v1/references/{id}/", {
      params: { path: { id } },
      body: { parent, version: null },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );

export const setVoice = (id: string, { voice, version }: { voice: string | null; version: number }, key: string) =>
  read(
    client.PATCH("/api/v1/references/{id}/", {
      params: { path: { id } },
      body: { voice, version: null },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );

export type ScriptedKind = NonNullable<components["schemas"]["ChangeReference"]["kind"]>;

export const setKind = (id: string, { kind, version }: { kind: ScriptedKind; version: number }, key: string) =>
  read(
    client.PATCH("/api/v1/references/{id}/", {
      params: { path: { id } },
      body: { kind, version: null },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );

export type Refusal = Pick<CastChange, "shot" | "reference" | "version">;

/** Nobody is cast any more, in the whole film, for what made the script cast somebody in a shot. */
export const refuseCast = ({ shot, reference, version }: Refusal, key: string) =>
  read(
    client.POST("/api/v1/shots/{id}/cast/{reference}/refuse/", {
      params: { path: { id: shot, reference } },
      body: { version: null },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );

export interface Change {
  draft: Draft;
  version: number;
}

export const changeReference = (id: string, { draft, version }: Change, key: string) =>
  read(
    client.PATCH("/api/v1/references/{id}/", {
      params: { path: { id } },
      body: { ...draft, version: null },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );

export type Act =
  { act: "remove" | "restore" | "unlock"; version: number } | { act: "lock"; version: number; reason: string };

export function actOn(id: string, asked: Act, key: string) {
  const call = { params: { path: { id } }, headers: { ...ifMatch(asked.version), ...idempotent(key) } };
  if (asked.act === "remove") return read(client.DELETE("/api/v1/references/{id}/", call));
  if (asked.act === "restore") return read(client.POST("/api/v1/references/{id}/restore/", call));
  if (asked.act === "lock")
    return read(
      client.POST("/api/v1/references/{id}/lock/", { ...call, body: { reason: asked.reason, version: null } }),
    );
  return read(client.DELETE("/api/v1/references/{id}/lock/", call));
}

export const removePicture = (id: string, { digest, version }: { digest: string; version: number }, key: string) =>
  read(
    client.DELETE("/api/v1/references/{id}/images/{digest}/", {
      params: { path: { id, digest } },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );

export type CastChange = { shot: string; reference: string; version: number } & (
  { act: "set"; role: string; strength: string; follows: number | null } | { act: "remove" }
);

export function changeCast(asked: CastChange, key: string) {
  const call = {
    params: { path: { id: asked.shot, reference: asked.reference } },
    headers: { ...ifMatch(asked.version), ...idempotent(key) },
  };
  if (asked.act === "remove") return read(client.DELETE("/api/v1/shots/{id}/cast/{reference}/", call));
  const body = { role: asked.role, strength: asked.strength, reference_version: asked.follows, version: null };
  return read(client.PUT("/api/v1/shots/{id}/cast/{reference}/", { ...call, body }));
}

/** Casting a reference in several shots, or taking it out of them: all or none. */
export type CastSeveral = { reference: string; shots: readonly string[]; version: number } & (
  { act: "set"; role: string; strength: string } | { act: "remove" }
);

export function castSeveral(asked: CastSeveral, key: string) {
  const call = {
    params: { path: { id: asked.reference } },
    headers: { ...ifMatch(asked.version), ...idempotent(key) },
  };
  const shots = [...asked.shots];
  if (asked.act === "remove")
    return read(client.DELETE("/api/v1/references/{id}/cast/", { ...call, body: { shots, version: null } }));
  const body = { shots, role: asked.role, strength: asked.strength, reference_version: null, version: null };
  return read(client.PUT("/api/v1/references/{id}/cast/", { ...call, body }));
}

type CastEdit =
  Omit<Extract<CastChange, { act: "set" }>, "version"> | Omit<Extract<CastChange, { act: "remove" }>, "version">;

/** A change of a cast as an edit to suppose. */
export function castEdit(asked: CastEdit): Edit {
  const value = asked.act === "remove" ? null : { role: asked.role, strength: asked.strength, version: asked.follows };
  return { shot: asked.shot, field: `cast:${asked.reference}`, value };
}

/** The versions that changed the look, newest first: those that a cast entry may name. */
export function lookVersions(events: readonly LogEvent[]): LogEvent[] {
  return events
    .filter(
      ({ type, payload }) =>
        type === "reference.added" ||
        type === "reference.version_added" ||
        type === "reference.look_changed" ||
        (type === "reference.changed" && isLook(String((payload as Record<string, unknown>).field))),
    )
    .toReversed();
}

function isLook(field: string): boolean {
  return field === "description" || field.startsWith("attribute:");
}
