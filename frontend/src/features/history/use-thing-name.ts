/** What people call the scenes, shots and references that the log knows by id. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { all, client } from "../../shared/api/client";
import { namesQuery } from "../../shared/api/names";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";

export interface Thing {
  id: string;
  kind: string;
  name: string;
}

/** Scenes and shots in film order, then references, removed ones too. */
export function useThings(): readonly Thing[] {
  const { id: production } = useProduction();
  const { data: names } = useQuery(namesQuery(production));
  const { data: references } = useQuery({
    queryKey: keys.references(production, { removed: true }),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/references/", {
          params: { path: { production }, query: { ...query, removed: true } },
          signal,
        }),
      ),
  });
  return useMemo(() => {
    const scenes = [...(names?.scenes.values() ?? [])].map(({ id, code }) => ({ id, kind: "scene", name: code }));
    const shots = [...(names?.shots.values() ?? [])].map(({ id, code }) => ({ id, kind: "shot", name: code }));
    return [...scenes, ...shots, ...(references ?? []).map(({ id, name }) => ({ id, kind: "reference", name }))];
  }, [names, references]);
}

export function useThingName(): (id: string) => string | undefined {
  const things = useThings();
  const names = useMemo(() => new Map(things.map(({ id, name }) => [id, name])), [things]);
  return (id) => names.get(id);
}
