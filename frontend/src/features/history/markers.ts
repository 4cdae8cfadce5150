/** Named positions of the log. */
import { queryOptions } from "@tanstack/react-query";
import { all, client, idempotent, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";

export type Marker = components["schemas"]["Marker"];

export const markersQuery = (production: string) =>
  queryOptions({
    queryKey: keys.events(production, { of: "markers" }),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/markers/", { params: { path: { production }, query }, signal }),
      ),
  });

export const placeMarker = (production: string, name: string, position: number, key: string) =>
  read(
    client.POST("/api/v1/productions/{production}/markers/", {
      params: { path: { production } },
      body: { name, position },
      headers: idempotent(key),
    }),
  );
