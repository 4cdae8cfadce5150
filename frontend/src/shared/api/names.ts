/** What scenes and shots are called, in film order: for pickers and lists that only know ids. */
import { queryOptions } from "@tanstack/react-query";
import { all, client } from "./client";
import type { components } from "./schema";
import { keys } from "../live/query-keys";

export type Scene = components["schemas"]["Scene"];
export type Shot = components["schemas"]["Shot"];

export interface Names {
  scenes: ReadonlyMap<string, Scene>;
  shots: ReadonlyMap<string, Shot>;
}

export const namesQuery = (production: string) =>
  queryOptions({
    queryKey: keys.shots(production, { with: "scenes" }),
    queryFn: async ({ signal }): Promise<Names> => {
      const path = { production };
      const [scenes, shots] = await Promise.all([
        all((query) => client.GET("/api/v1/productions/{production}/scenes/", { params: { path, query }, signal })),
        all((query) => client.GET("/api/v1/productions/{production}/shots/", { params: { path, query }, signal })),
      ]);
      return named(scenes, shots);
    },
  });

export function named(scenes: readonly Scene[], shots: readonly Shot[]): Names {
  return {
    scenes: new Map(scenes.map((scene) => [scene.id, scene])),
    shots: new Map(shots.map((shot) => [shot.id, shot])),
  };
}
