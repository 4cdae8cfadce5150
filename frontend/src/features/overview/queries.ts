/** What the overview reads, and what it asks of the server about people and settings. */
import { queryOptions } from "@tanstack/react-query";
import { client, idempotent, ifMatch, read } from "../../shared/api/client";
import { memberRoleValues as ROLES, type components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";

export type Member = components["schemas"]["Member"];
export type Role = Member["role"];
export { ROLES };

export const membersQuery = (production: string) =>
  queryOptions({
    queryKey: keys.members(production),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/members/", { params: { path: { production } }, signal })),
  });

/** So many that a few acts of people are among them though machines work. */
const LATEST = 100;

/** The newest events, newest first. */
export const latestQuery = (production: string) =>
  queryOptions({
    queryKey: keys.events(production, { latest: LATEST }),
    queryFn: ({ signal }) =>
      read(
        client.GET("/api/v1/productions/{production}/events/", {
          params: { path: { production }, query: { order: "desc", limit: LATEST } },
          signal,
        }),
      ),
  });

export type MemberAsked =
  | { act: "add"; username: string; role: Role }
  | { act: "change"; member: Member; role: Role }
  | { act: "remove"; member: Member };

/** A member's row carries the version of the production that it was read at. */
export function writeMember(production: string, asked: MemberAsked, key: string) {
  if (asked.act === "add") {
    const { username, role } = asked;
    return read(
      client.POST("/api/v1/productions/{production}/members/", {
        params: { path: { production } },
        body: { username, role, version: null },
        headers: idempotent(key),
      }),
    );
  }
  const { person, version } = asked.member;
  const call = { params: { path: { production, person } }, headers: { ...ifMatch(version), ...idempotent(key) } };
  if (asked.act === "change")
    return read(
      client.PATCH("/api/v1/productions/{production}/members/{person}/", {
        ...call,
        body: { role: asked.role, version: null },
      }),
    );
  return read(client.DELETE("/api/v1/productions/{production}/members/{person}/", call));
}

export type SettingAsked = { name: string } | { policies: Record<string, boolean | number> } | { archived: true };

export const writeSetting = (production: string, version: number, asked: SettingAsked, key: string) =>
  read(
    client.PATCH("/api/v1/productions/{production}/", {
      params: { path: { production } },
      body: { ...asked, version: null },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );
