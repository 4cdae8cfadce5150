/** The parameters of a production, a scene or a shot. */
import { queryOptions } from "@tanstack/react-query";
import { keys } from "../live/query-keys";
import { client, read } from "./client";
import type { components } from "./schema";

export type Parameter = components["schemas"]["Parameter"];
export type ParameterPage = components["schemas"]["ParameterPage"];
export type Level = Parameter["levels"][number];

/** The production, scene or shot whose parameters are meant. */
export interface Target {
  level: Level;
  id: string;
}

/** All parameters of a level, now or as they stood at a moment. */
export const parametersQuery = (production: string, { level, id }: Target, at: string | null = null) =>
  queryOptions({
    queryKey:
      at === null ? keys.parameters(production, level, id) : [...keys.past(production, at), "parameters", level, id],
    queryFn: ({ signal }): Promise<ParameterPage> => {
      const query = { limit: 1000, ...(at === null ? {} : { at }) };
      if (level === "production")
        return read(
          client.GET("/api/v1/productions/{production}/parameters/", {
            params: { path: { production: id }, query },
            signal,
          }),
        );
      const params = { path: { id }, query };
      return level === "scene"
        ? read(client.GET("/api/v1/scenes/{id}/parameters/", { params, signal }))
        : read(client.GET("/api/v1/shots/{id}/parameters/", { params, signal }));
    },
  });
