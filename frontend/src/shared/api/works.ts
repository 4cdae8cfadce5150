/** The work on shots: whose it is, until when, how urgent and how far; and the statuses that a production has for it. */
import { queryOptions } from "@tanstack/react-query";
import { keys } from "../live/query-keys";
import { client, idempotent, read } from "./client";
import type { components } from "./schema";

export type Works = components["schemas"]["Works"];
export type WorkOnShot = components["schemas"]["WorkOnShot"];
export type Status = components["schemas"]["Status"];
export const PRIORITIES = ["low", "normal", "high", "urgent"] as const satisfies readonly NonNullable<
  WorkOnShot["priority"]
>[];
export const WORK_FIELDS = ["assignees", "due", "priority", "status"] as const;
export type WorkField = (typeof WORK_FIELDS)[number];

/** What shall be said of the work on a shot; what is left out stays. */
export type SetWork = { shot: string; version: number } & Partial<
  Pick<components["schemas"]["SetWork"], "due" | "priority" | "status"> & { assignees: string[] }
>;

const path = (production: string) => ({ path: { production } });

export const worksQuery = (production: string) =>
  queryOptions({
    queryKey: keys.works(production),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/work/", { params: path(production), signal })),
  });

export const sayWork = (production: string, work: readonly SetWork[], key: string) =>
  read(
    client.POST("/api/v1/productions/{production}/work/", {
      params: path(production),
      body: { work: [...work] as never },
      headers: idempotent(key),
    }),
  );

const two = (part: number): string => String(part).padStart(2, "0");

/** The day that a due date is compared with: the reader's. */
export function today(now: Date = new Date()): string {
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** A due date as it is read. */
export const dayText = (due: string): string => (due === "" ? "" : DAY.format(new Date(`${due}T00:00:00Z`)));
