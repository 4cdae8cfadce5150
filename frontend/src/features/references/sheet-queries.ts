/** How a reference looks in the film as it was made. */
import { queryOptions } from "@tanstack/react-query";
import { client, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";

export type Sheet = components["schemas"]["CharacterSheet"];
export type Appearance = components["schemas"]["Appearance"];
export type AppearingScene = components["schemas"]["AppearingScene"];

/** It follows whatever the states of shots follow: their inputs, takes and orders. */
export const sheetQuery = (production: string, reference: string) =>
  queryOptions({
    queryKey: [...keys.stages(production), "appearances", reference],
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/references/{id}/appearances/", { params: { path: { id: reference } }, signal })),
  });
