/** What the costs page reads, and what it asks of the server. */
import { queryOptions } from "@tanstack/react-query";
import { client, idempotent, ifMatch, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";

export type Rules = components["schemas"]["SpendingRules"];
export type Spendings = components["schemas"]["Spendings"];
export type Share = components["schemas"]["Share"];
export type RulesAsked = Partial<Omit<components["schemas"]["ChangeSpending"], "version">>;

export const costsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.costs(production),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/costs/", { params: { path: { production } }, signal })),
  });

export const writeRules = (production: string, version: number, asked: RulesAsked, key: string) =>
  read(
    client.PATCH("/api/v1/productions/{production}/spending/", {
      params: { path: { production } },
      body: { ...asked, version: null },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );
