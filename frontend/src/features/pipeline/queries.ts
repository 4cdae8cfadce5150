/** Supposing, saving and publishing the pipeline of a production, and its templates. */
import { queryOptions } from "@tanstack/react-query";
import { client, idempotent, ifMatch, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import type { Graph } from "./graph";

export type Pipeline = components["schemas"]["Pipeline"];
export type Problem = components["schemas"]["PipelineProblem"];
export type PipelineFile = components["schemas"]["ImportedPipeline"];

const path = (production: string) => ({ path: { production } });

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

/** What pipelines are made of; it changes with the program alone. */
export const kindsQuery = queryOptions({
  queryKey: ["pipeline-kinds"],
  queryFn: ({ signal }) => read(client.GET("/api/v1/pipeline/kinds/", { signal })),
  staleTime: Infinity,
});

/** How much of what was ordered lately was made, and how much met again, by stage. */
export const workQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "costs", "work"),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/pipeline/work/", { params: path(production), signal })),
  });

/** What was spent so far, by stage; refused to those whose role sees no costs. */
export const spentQuery = (production: string) =>
  queryOptions({
    queryKey: keys.costs(production),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/costs/", { params: path(production), signal })),
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

export const saveDraft = (production: string, graph: Graph, version: number, key: string) =>
  read(
    client.PUT("/api/v1/productions/{production}/pipeline/", {
      params: path(production),
      body: { ...whole(graph), dry_run: false } as never,
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );

/** The pipeline that a file holds; refused where it cannot run here. Nothing is kept. */
export const graphOfFile = (production: string, file: PipelineFile): Promise<Graph> =>
  read(
    client.PUT("/api/v1/productions/{production}/pipeline/", {
      params: path(production),
      body: { ...EMPTY, file, dry_run: true } as never,
    }),
  ).then(({ draft }) => draft);

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

export type Template = components["schemas"]["Template"];

/** What the production goes by becomes a template of the studio. */
export const saveTemplate = (production: string, title: string, about: string, key: string) =>
  read(client.POST("/api/v1/templates/", { body: { title, about, production }, headers: idempotent(key) }));

/** One of the studio's templates, which has an id. */
export interface Own {
  id: string;
  version: number;
}

export const changeTemplate = ({ id, version }: Own, title: string, about: string, key: string) =>
  read(
    client.PATCH("/api/v1/templates/{id}/", {
      params: { path: { id } },
      body: { title, about, version: null } as never,
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );

/** What is put into a template: what a production goes by, or a file. */
export type Replacement = { production: string } | { file: PipelineFile };

/** What differs from what stands in the template; refused where it cannot run here. Nothing is kept. */
export const differenceQuery = (own: Own, by: Replacement) =>
  queryOptions({
    queryKey: [...keys.templates, own, by],
    queryFn: ({ signal }) =>
      read(
        client.PUT("/api/v1/templates/{id}/", {
          params: { path: { id: own.id } },
          body: { ...by, dry_run: true, version: null } as never,
          signal,
        }),
      ).then(({ difference }) => difference ?? []),
    retry: false,
    gcTime: 0,
  });

export const replaceTemplate = ({ id, version }: Own, by: Replacement, key: string) =>
  read(
    client.PUT("/api/v1/templates/{id}/", {
      params: { path: { id } },
      body: { ...by, dry_run: false, version: null } as never,
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );

export const importTemplate = (file: PipelineFile, key: string) =>
  read(client.POST("/api/v1/templates/import/", { body: file, headers: idempotent(key) }));

export const withdrawTemplate = ({ id, version }: Own, key: string) =>
  read(
    client.DELETE("/api/v1/templates/{id}/", {
      params: { path: { id } },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  );
