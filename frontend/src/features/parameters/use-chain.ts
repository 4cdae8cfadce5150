/** The levels from the production down to the one in the address, with their parameters, now or in the past. */
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { pastQuery } from "../../shared/api/past";
import { useProduction } from "../../shared/routing/use-production";
import { named, namesQuery, type Names } from "../../shared/api/names";
import { rowsOf, type Link, type Parameter, type Row } from "./levels";
import { chainAt, settingsAt } from "./past";
import { parametersQuery, settingsEventsQuery, type Target } from "./queries";

const route = getRouteApi("/in/p/$production/parameters");

export interface Chain {
  names: Names | undefined;
  targets: readonly [Target, ...Target[]];
  /** The level shown. */
  target: Target;
  rows: readonly Row[] | undefined;
  can: Parameter["can"];
  /** The query to wait for or to try again. */
  query: UseQueryResult<unknown, unknown>;
}

export function useChain(): Chain {
  const { id, at, past } = useProduction();
  const { scene, shot } = route.useSearch();
  const names = useNames(id, at, past);
  const targets = targetsOf(id, names, scene, shot);
  const [production, second, third] = targets;
  const live = [
    useQuery(parametersQuery(id, production)),
    useQuery({ ...parametersQuery(id, second ?? production), enabled: !past && second !== undefined }),
    useQuery({ ...parametersQuery(id, third ?? production), enabled: !past && third !== undefined }),
  ];
  const then = useQuery({ ...pastQuery(id, at ?? ""), enabled: past });
  const events = useQuery({ ...settingsEventsQuery(id), enabled: past });
  const links = past ? linksThen(live[0]?.data?.results, targets, then.data, events.data) : linksNow(targets, live.map((query) => query.data?.results));
  const asked = past ? [live[0], then, events] : live.slice(0, targets.length);
  const waiting = asked.find((query) => query?.data === undefined || query.isError) ?? live[0];
  return { names, targets, target: targets.at(-1) ?? production, rows: links && rowsOf(links), can: live[targets.length - 1]?.data?.can, query: waiting as UseQueryResult<unknown, unknown> };
}

function useNames(id: string, at: string | null, past: boolean): Names | undefined {
  const now = useQuery({ ...namesQuery(id), enabled: !past });
  const then = useQuery({ ...pastQuery(id, at ?? ""), enabled: past });
  return past ? then.data && named(then.data.scenes, then.data.shots) : now.data;
}

/** A shot brings its scene with it, whatever the address says of scenes. */
function targetsOf(id: string, names: Names | undefined, scene: string | undefined, shot: string | undefined): [Target, ...Target[]] {
  const of = (shot && names?.shots.get(shot)?.scene) ?? scene;
  const known = shot && names?.shots.has(shot);
  return [{ level: "production", id }, ...(of ? [{ level: "scene", id: of } as const] : []), ...(of && shot && known ? [{ level: "shot", id: shot } as const] : [])];
}

function linksNow(targets: readonly Target[], lists: readonly (readonly Parameter[] | undefined)[]): Link[] | undefined {
  const links = targets.map((target, depth) => ({ ...target, parameters: lists[depth] }));
  return links.every((link): link is Link => link.parameters !== undefined) ? links : undefined;
}

function linksThen(registry: readonly Parameter[] | undefined, targets: readonly Target[], state: Parameters<typeof chainAt>[2] | undefined, events: Parameters<typeof settingsAt>[0] | undefined): Link[] | undefined {
  return registry && state && events && chainAt(registry, targets, state, settingsAt(events, state.position));
}
