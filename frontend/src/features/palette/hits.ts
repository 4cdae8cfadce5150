/** What a search finds, and where each thing is opened. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";

export type Hit = components["schemas"]["SearchHit"];
export type Kind = Hit["kind"];
export type Mark = components["schemas"]["Mark"];

const FRESH = 5_000;

/** What stands now is looked for; answers to what was typed before are given up, and never shown as those to this. */
export const searchQuery = (production: string, text: string) =>
  queryOptions({
    queryKey: keys.search(production, text),
    queryFn: ({ signal }) =>
      read(
        client.GET("/api/v1/productions/{production}/search/", {
          params: { path: { production }, query: { q: text } },
          signal,
        }),
      ),
    staleTime: FRESH,
    placeholderData: keepPreviousData,
  });

/** The address of the page that shows a hit. */
export function addressOf(production: string, hit: Hit): string {
  const [path, search] = placeOf(hit);
  const asked = new URLSearchParams(search).toString();
  return `/p/${production}/${path}${asked ? `?${asked}` : ""}`;
}

function placeOf(hit: Hit): [path: string, search: Record<string, string>] {
  switch (hit.kind) {
    case "scene":
      return ["board", { q: `scene:${hit.title.split(" ", 1)[0] ?? ""}` }];
    case "shot":
      return [`shots/${hit.id}`, {}];
    case "take":
      return [`shots/${hit.shot ?? ""}`, { take: hit.id }];
    case "note":
      return [`shots/${hit.shot ?? ""}`, { take: hit.id, tab: "notes", ...frameOf(hit) }];
    case "playlist":
      return [`playlists/${hit.id}`, {}];
    case "change_set":
      return [`change-sets/${hit.id}`, {}];
    case "marker":
    case "event":
      return ["history", { event: String(hit.position) }];
    default:
      return [`references/${hit.id}`, {}];
  }
}

const frameOf = ({ frame }: Hit): Record<string, string> => (frame === null ? {} : { frame: String(frame) });

/** A stretch of text, and whether it is marked. */
export interface Stretch {
  text: string;
  marked: boolean;
}

/** A text cut at its marks, which count characters as Unicode does: an emoji is one. */
export function stretches(text: string, marks: readonly Mark[]): Stretch[] {
  const characters = Array.from(text);
  const cut: Stretch[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    cut.push({ text: characters.slice(at, start).join(""), marked: false });
    cut.push({ text: characters.slice(start, end).join(""), marked: true });
    at = end;
  }
  cut.push({ text: characters.slice(at).join(""), marked: false });
  return cut.filter((each) => each.text !== "");
}
