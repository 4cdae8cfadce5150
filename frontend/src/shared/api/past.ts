/** A production as it was: `at` is a position, a time in UTC or `marker:<name>`, as the address has it. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { keys } from "../live/query-keys";
import { client, read } from "./client";

export type PastState = NonNullable<Awaited<ReturnType<typeof readState>>>;

/** The whole state; use it as `useQuery({ ...pastQuery(id, at ?? ""), enabled: past })`. */
export const pastQuery = (production: string, at: string) =>
  queryOptions({
    queryKey: keys.past(production, at),
    queryFn: ({ signal }) => readState(production, at, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });

const readState = (production: string, at: string, signal: AbortSignal) =>
  read(client.GET("/api/v1/productions/{production}/state/", { params: { path: { production }, query: { at } }, signal }));
