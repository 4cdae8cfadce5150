/** What checks find of the film before it leaves the house. */
import { queryOptions } from "@tanstack/react-query";
import { client, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";

export type Checks = components["schemas"]["CutChecks"];
export type Found = components["schemas"]["CutFinding"];

/** `written` counts the files that were made of it: the loudness of the film is measured of these. */
export const checksQuery = (production: string, language: string | null = null, written = 0) =>
  queryOptions({
    queryKey: [...keys.cut(production), "checks", language, written],
    queryFn: ({ signal }) =>
      read(
        client.GET("/api/v1/productions/{production}/cut/checks/", {
          params: { path: { production }, query: language === null ? {} : { language } },
          signal,
        }),
      ),
  });
