/** How far the film is in each language. */
import { queryOptions } from "@tanstack/react-query";
import { client, read } from "../api/client";
import type { components } from "../api/schema";
import { keys } from "../live/query-keys";

export type Progress = components["schemas"]["LanguageProgress"];

const MOST = 1000;

/** Below the shots: whatever makes these old makes their lines old. */
export const translationsKey = (production: string) => keys.of(production, "shots", "translations");

export const progressQuery = (production: string) =>
  queryOptions({
    // Beside the cut: whatever makes that old, edits of lines and takes in a language, makes this old.
    queryKey: [...keys.cut(production), "languages"],
    queryFn: ({ signal }) =>
      read(
        client.GET("/api/v1/productions/{production}/languages/", {
          params: { path: { production }, query: { limit: MOST } },
          signal,
        }),
      ),
  });
