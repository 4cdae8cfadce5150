/** The film as it stands: takes in use in film order. */
import { queryOptions } from "@tanstack/react-query";
import { client, read } from "./client";
import type { components } from "./schema";
import { keys } from "../live/query-keys";

export type Cut = components["schemas"]["Cut"];
export type CutClip = components["schemas"]["Clip"];

export type CutGap = Cut["gaps"][number];

/** A shot or a gap, as they follow each other. */
export type CutItem = { gap: null; clip: CutClip } | { gap: CutGap; clip: null };

/** Shots and gaps one behind the other, as they are played. */
export const itemsOf = ({ clips, gaps }: Pick<Cut, "clips" | "gaps">): CutItem[] =>
  [
    ...clips.map((clip): CutItem => ({ gap: null, clip })), //
    ...gaps.map((gap): CutItem => ({ gap, clip: null })),
  ].toSorted((one, other) => partOf(one).start - partOf(other).start);

/** Where an item stands, and for how long. */
export const partOf = (item: CutItem): { start: number; frames: number; dissolve: number } => item.gap ?? item.clip;

/** In a language, shots that were made in it come with the takes that speak it. */
export const cutQuery = (production: string, language?: string) =>
  queryOptions({
    queryKey: language ? [...keys.cut(production), "spoken", language] : keys.cut(production),
    queryFn: ({ signal }) =>
      read(
        client.GET("/api/v1/productions/{production}/cut/", {
          params: { path: { production }, query: language ? { language } : {} },
          signal,
        }),
      ),
  });
