/** Change sets: the calls that forms and their own screen share. */
import { queryOptions } from "@tanstack/react-query";
import type { Edit } from "../affects/use-affects";
import { all, client, idempotent, ifMatch, read } from "../api/client";
import type { components } from "../api/schema";
import { keys } from "../live/query-keys";

export type ChangeSet = components["schemas"]["ChangeSetDetail"];
export type Summary = components["schemas"]["ChangeSetSummary"];
export type GatheredEdit = components["schemas"]["GatheredEdit"];
export type Comparison = components["schemas"]["Comparison"];
export type SetPlan = components["schemas"]["ChangeSetPlan"];

/** An edit to gather; `from` is what its author saw, where that is not what stands there now. */
export interface Gather extends Edit {
  from?: unknown;
}

export const changeSetsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.changeSets(production),
    queryFn: ({ signal }) =>
      all<Summary>((query) =>
        client.GET("/api/v1/productions/{production}/change-sets/", {
          params: { path: { production }, query },
          signal,
        }),
      ),
  });

export const changeSetQuery = (production: string, id: string) =>
  queryOptions({
    queryKey: keys.changeSet(production, id),
    queryFn: ({ signal }) => read(client.GET("/api/v1/change-sets/{id}/", { params: { path: { id } }, signal })),
  });

export const setPlanQuery = (production: string, id: string) =>
  queryOptions({
    queryKey: keys.changeSet(production, id, "plan"),
    queryFn: ({ signal }) => read(client.GET("/api/v1/change-sets/{id}/plan/", { params: { path: { id } }, signal })),
    retry: false,
  });

export const comparisonQuery = (production: string, first: string, second: string) =>
  queryOptions({
    queryKey: keys.changeSet(production, first, "compare", second),
    queryFn: ({ signal }) =>
      read(
        client.GET("/api/v1/productions/{production}/change-sets/compare/", {
          params: { path: { production }, query: { first, second } },
          signal,
        }),
      ),
    retry: false,
  });

export const begin = (
  production: string,
  { name, note = "", edits = [] }: { name: string; note?: string; edits?: readonly Gather[] },
  key: string,
) =>
  read(
    client.POST("/api/v1/productions/{production}/change-sets/", {
      params: { path: { production } },
      body: { name, note, edits: edits.map(whole) as never },
      headers: idempotent(key),
    }),
  );

export const gather = (id: string, { edits }: { edits: readonly Gather[] }, key: string) =>
  read(
    client.POST("/api/v1/change-sets/{id}/edits/", {
      params: { path: { id } },
      body: { edits: edits.map(whole) as never, version: null },
      headers: idempotent(key),
    }),
  );

export const drop = (id: string, { edits }: { edits: readonly Omit<Edit, "value">[] }, key: string) =>
  read(
    // OpenAPI describes no body of a DELETE.
    client.DELETE("/api/v1/change-sets/{id}/edits/", {
      params: { path: { id } },
      body: { edits, version: null },
      headers: idempotent(key),
    } as never),
  );

export type Move = { act: "propose" | "withdraw" | "reopen" | "apply"; comment?: string; version: number };

export function move(id: string, { act, comment = "", version }: Move, key: string): Promise<Moved> {
  const call = { params: { path: { id } }, headers: { ...ifMatch(version), ...idempotent(key) } };
  const said = { ...call, body: { comment, version: null } };
  if (act === "propose") return read(client.POST("/api/v1/change-sets/{id}/propose/", said));
  if (act === "withdraw") return read(client.POST("/api/v1/change-sets/{id}/withdraw/", said));
  if (act === "reopen")
    return read(client.POST("/api/v1/change-sets/{id}/reopen/", { ...call, body: { version: null } }));
  return read(
    client.POST("/api/v1/change-sets/{id}/apply/", { ...call, body: { dry_run: false, version: null } as never }),
  );
}

export type Moved = ChangeSet & { events: { event: string }[] };

export const change = (
  id: string,
  { name, note, version }: { name: string; note: string; version: number },
  key: string,
) =>
  read(
    client.PATCH("/api/v1/change-sets/{id}/", {
      params: { path: { id } },
      body: { name, note, version: null } as never,
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );

function whole(edit: Gather): Gather {
  return { shot: null, scene: null, reference: null, production: null, ...edit } as Gather;
}
