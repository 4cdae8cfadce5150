/** What people call the scenes, shots and references that the log knows by id. */
import { useQuery } from "@tanstack/react-query";
import { all, client } from "../../shared/api/client";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { namesQuery } from "../../shared/api/names";

export function useThingName(): (id: string) => string | undefined {
  const { id: production } = useProduction();
  const { data: names } = useQuery(namesQuery(production));
  const { data: references } = useQuery({
    queryKey: keys.references(production, { removed: true }),
    queryFn: ({ signal }) => all((query) => client.GET("/api/v1/productions/{production}/references/", { params: { path: { production }, query: { ...query, removed: true } }, signal })),
  });
  return (id) => names?.shots.get(id)?.code ?? names?.scenes.get(id)?.code ?? references?.find((each) => each.id === id)?.name;
}
