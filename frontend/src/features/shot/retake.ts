/** Which frames of a take are to be made again, as it is typed; and asking what that comes to. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";

export type RetakeAsked = components["schemas"]["RetakeAsked"];

const NOTHING: RetakeAsked = { first: 0, last: 0, seed: null, wording: "" };
const MOST_SEED = 2 ** 31 - 1;

/** Frames as people call them, from the number of the first one on. */
export interface Typed {
  first: string;
  last: string;
}

const whole = (text: string): number | null => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : null);

/** The frames counted from zero; null where none are named, or such as the take of so many frames does not have. */
export function rangeOf({ first, last }: Typed, from: number, frames: number): { first: number; last: number } | null {
  const [begin, end] = [whole(first), whole(last)];
  if (begin === null || end === null) return null;
  const range = { first: begin - from, last: end - from };
  return range.first >= 0 && range.first <= range.last && range.last < frames ? range : null;
}

/** The frames that lengthen a take; null where it is not said how many. */
export function addedTo(frames: number, more: string): { first: number; last: number } | null {
  const count = whole(more);
  return count ? { first: frames, last: frames + count - 1 } : null;
}

/** Null where any will do, undefined for what is no seed. */
export function seedOf(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const seed = /^\d{1,10}$/.test(text.trim()) ? Number(text) : undefined;
  return seed !== undefined && seed <= MOST_SEED ? seed : undefined;
}

/** What a retake would come to, and whether it may be ordered; nothing is asked while no frames are named. */
export const retakeQuote = (production: string, take: string, asked: RetakeAsked | null) =>
  queryOptions({
    queryKey: keys.of(production, "plan", "retake", { take, asked }),
    queryFn: ({ signal }) =>
      read(
        client.POST("/api/v1/takes/{id}/retake/quote/", {
          params: { path: { id: take } },
          body: asked ?? NOTHING,
          signal,
        }),
      ),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
