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
  read(
    client.GET("/api/v1/productions/{production}/state/", { params: { path: { production }, query: { at } }, signal }),
  );

export type TakeThen = PastState["takes"][number];
type Standing = Pick<TakeThen, "id" | "shot" | "number" | "variation" | "state" | "reviewed" | "pinned">;

/** The take in use then: the pinned, else the approved, else the one under review, else the one chosen, else the newest. Which of them matched what
 * the shot said then is not told. */
export function inUseThen<Take extends Standing>(
  takes: readonly Take[],
  shot: { id: string; take: string | null },
): Take | undefined {
  const own = takes.filter((take) => take.shot === shot.id).toSorted((one, other) => one.number - other.number);
  return (
    own.find(({ pinned }) => pinned) ??
    own.filter(({ state }) => state === "approved").toSorted(lastSpokenOf)[0] ??
    underReview(own) ??
    own.find(({ id }) => id === shot.take) ??
    own.findLast(({ variation }) => variation === 1) ??
    own.at(-1)
  );
}

const lastSpokenOf = (one: Pick<Standing, "reviewed">, other: Pick<Standing, "reviewed">): number =>
  (one.reviewed ?? "") < (other.reviewed ?? "") ? 1 : -1;

/** The take that the last word was about, if it waits for another; ids of events grow with time. */
function underReview<Take extends Standing>(takes: readonly Take[]): Take | undefined {
  const [last] = takes.filter(({ reviewed }) => reviewed !== null).toSorted(lastSpokenOf);
  return last && (last.state === "submitted" || last.state === "changes_requested") ? last : undefined;
}
