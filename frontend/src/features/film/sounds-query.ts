/** What is placed on the film: music, effects and room tone. */
import { queryOptions } from "@tanstack/react-query";
import { all, client } from "../../shared/api/client";
import { keys } from "../../shared/live/query-keys";

export const soundsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "production", "sounds"),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/sounds/", { params: { path: { production }, query }, signal }),
      ),
  });
