/** Which take came after which, and what was sent to models for them. */
import { queryOptions } from "@tanstack/react-query";
import { client, read } from "../../shared/api/client";
import { Problem } from "../../shared/api/problem";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";

export type TakeStep = components["schemas"]["TakeStep"];
export type StepChange = components["schemas"]["StepChange"];
export type SentFile = components["schemas"]["SentFile"];

export const lineageQuery = (production: string, shot: string) =>
  queryOptions({
    queryKey: [...keys.takes(production, shot), "lineage"],
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/shots/{id}/lineage/", { params: { path: { id: shot } }, signal })),
  });

/** What a stage sent, as text. A file under its digest never changes. */
export const sentQuery = (url: string) =>
  queryOptions({
    queryKey: ["sent", url],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const reply = await fetch(url, { signal });
      if (!reply.ok) throw new Problem(reply.status, "not-read", reply.statusText);
      return readable(await reply.text());
    },
  });

/** JSON in lines; anything else as it is. */
export function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
