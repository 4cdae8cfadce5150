/** Reading, supposing, saving and publishing the pipeline of a production. */
import { queryOptions } from "@tanstack/react-query";
import { client, idempotent, ifMatch, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import type { Graph } from "./graph";

export type Pipeline = components["schemas"]["Pipeline"];
export type Problem = components["schemas"]["PipelineProblem"];
export type PipelineFile = components["schemas"]["ImportedPipeline"];

const path = (production: string) => ({ path: { production } });

export const pipelineQuery = (production: string) =>
  queryOptions({
    queryKey: keys.pipeline(production),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/pipeline/", { params: path(production), signal })),
  });

/** What is wrong with a draft that nobody has saved. */
export const checkQuery = (production: string, graph: Graph) =>
  queryOptions({
    queryKey: [...keys.pipeline(production), "check", graph],
    queryFn: ({ signal }) =>
      read(
        client.PUT("/api/v1/productions/{production}/pipeline/", {
          params: path(production),
          body: { ...whole(graph), dry_run: true } as never,
          signal,
        }),
      ).then(({ draft }) => draft.problems),
    retry: false,
  });

/** What the film would need made if the draft that is saved were published. */
export const effectQuery = (production: string, version: number) =>
  queryOptions({
    queryKey: [...keys.pipeline(production), "effect", version],
    queryFn: ({ signal }) =>
      read(
        client.POST("/api/v1/productions/{production}/pipeline/publish/", {
          params: path(production),
          body: { dry_run: true, version: null },
          signal,
        }),
      ).then(({ plan }) => plan),
    retry: false,
    gcTime: 0,
  });

/** What becomes the draft: a graph, the template of a name, or a file. */
export type Wanted = { graph: Graph } | { template: string } | { file: PipelineFile };

export function saveDraft(production: string, wanted: Wanted, version: number, key: string) {
  const body = "graph" in wanted ? whole(wanted.graph) : { ...EMPTY, ...wanted };
  return read(
    client.PUT("/api/v1/productions/{production}/pipeline/", {
      params: path(production),
      body: { ...body, dry_run: false } as never,
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );
}

export const publish = (production: string, version: number, key: string) =>
  read(
    client.POST("/api/v1/productions/{production}/pipeline/publish/", {
      params: path(production),
      body: { dry_run: false, version: null },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );

const EMPTY = { nodes: null, outputs: null, template: null, file: null, version: null };
const whole = ({ nodes, outputs }: Graph) => ({ ...EMPTY, nodes, outputs });
