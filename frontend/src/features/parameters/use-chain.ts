/** The levels from the production down to the one in the address, with their parameters, now or in the past. */
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { pastQuery } from "../../shared/api/past";
import { useProduction } from "../../shared/routing/use-production";
import { named, namesQuery, type Names } from "../../shared/api/names";
import { rowsOf, type Link, type Parameter, type Row } from "./levels";
import { parametersQuery, type ParameterPage, type Target } from "../../shared/api/parameters";

const route = getRouteApi("/in/p/$production/parameters");

export interface Chain {
  names: Names | undefined;
  targets: readonly [Target, ...Target[]];
  /** The level shown. */
  target: Target;
  rows: readonly Row[] | undefined;
  can: ParameterPage["can"] | undefined;
  /** The query to wait for or to try again. */
  query: UseQueryResult<unknown, unknown>;
}

export function useChain(): Chain {
  const { id, at, past } = useProduction();
  const { scene, shot } = route.useSearch();
  const names = useNames(id, at, past);
  const targets = targetsOf(id, names, scene, shot);
  const [production, second, third] = targets;
  const levels = [
    useQuery(parametersQuery(id, production, at)),
    useQuery({ ...parametersQuery(id, second ?? production, at), enabled: second !== undefined }),
    useQuery({ ...parametersQuery(id, third ?? production, at), enabled: third !== undefined }),
  ].slice(0, targets.length);
  const links = linksOf(
    targets,
    levels.map((query) => query.data?.results),
  );
  const waiting = levels.find((query) => query.data === undefined || query.isError) ?? levels[0];
  return {
    names,
    targets,
    target: targets.at(-1) ?? production,
    rows: links && rowsOf(links),
    can: levels.at(-1)?.data?.can,
    query: waiting as UseQueryResult<unknown, unknown>,
  };
}

function useNames(id: string, at: string | null, past: boolean): Names | undefined {
  const now = useQuery({ ...namesQuery(id), enabled: !past });
  const then = useQuery({ ...pastQuery(id, at ?? ""), enabled: past });
  return past ? then.data && named(then.data.scenes, then.data.shots) : now.data;
}

/** A shot brings its scene with it, whatever the address says of scenes. */
function targetsOf(
  id: string,
  names: Names | undefined,
  scene: string | undefined,
  shot: string | undefined,
): [Target, ...Target[]] {
  const of = (shot && names?.shots.get(shot)?.scene) ?? scene;
  const known = shot && names?.shots.has(shot);
  return [
    { level: "production", id },
    ...(of ? [{ level: "scene", id: of } as const] : []),
    ...(of && shot && known ? [{ level: "shot", id: shot } as const] : []),
  ];
}

function linksOf(targets: readonly Target[], lists: readonly (readonly Parameter[] | undefined)[]): Link[] | undefined {
  const links = targets.map((target, depth) => ({ ...target, parameters: lists[depth] }));
  return links.every((link): link is Link => link.parameters !== undefined) ? links : undefined;
}
