/** The models of the studio, those that are being added, and what people do with them. */
import { queryOptions, useMutation } from "@tanstack/react-query";
import { all, client, idempotent, ifMatch, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";

export type Model = components["schemas"]["Model"];
export type ModelVersion = components["schemas"]["ModelVersion"];
export type Ability = components["schemas"]["ModelAbility"];
export type Addition = components["schemas"]["Addition"];
export type AddModel = components["schemas"]["AddModel"];
export type FittingModel = components["schemas"]["FittingModel"];
export type ReadWorkflow = components["schemas"]["ReadWorkflow"];
export type WorkflowInput = components["schemas"]["WorkflowInput"];
type Written = components["schemas"]["ModelWritten"];

const OPEN: readonly Addition["step"][] = ["waiting", "fetching", "reading", "trying"];
const OFTEN = 1000;

export const isOpen = ({ step }: Addition): boolean => OPEN.includes(step);

export const usesQuery = (model: string) =>
  queryOptions({
    queryKey: [...keys.models, model, "uses"],
    queryFn: ({ signal }) => read(client.GET("/api/v1/models/{id}/uses/", { params: { path: { id: model } }, signal })),
  });

/** They have no event before they have come about, so they are looked at often while one goes on. */
export const additionsQuery = queryOptions({
  queryKey: keys.additions,
  queryFn: ({ signal }) => all((query) => client.GET("/api/v1/models/additions/", { params: { query }, signal })),
  refetchInterval: (query) => (query.state.data?.some(isOpen) ? OFTEN : false),
});

export const suggestionsQuery = queryOptions({
  queryKey: [...keys.models, "suggestions"],
  queryFn: ({ signal }) => read(client.GET("/api/v1/models/suggestions/", { signal })),
  staleTime: Infinity,
});

const RENEWS = [keys.models];

export function useAdd(onDone: () => void) {
  return useCommand<AddModel, components["schemas"]["AdditionWritten"]>({
    call: (body, key) => read(client.POST("/api/v1/models/", { body, headers: idempotent(key) })),
    renews: [keys.additions],
    onDone,
  });
}

export function useAddWorkflow(onDone: (done: Written) => void) {
  return useCommand<components["schemas"]["AddWorkflow"], Written>({
    call: (body, key) => read(client.POST("/api/v1/models/workflows/", { body, headers: idempotent(key) })),
    renews: RENEWS,
    onDone,
  });
}

/** What a workflow holds. Nothing is kept of it. */
export function useReadWorkflow() {
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: (workflow: string) => read(client.POST("/api/v1/models/workflows/read/", { body: { workflow } })),
  });
  const run = (workflow: string): Promise<ReadWorkflow | null> => mutateAsync(workflow).catch(() => null);
  return { run, busy: isPending, problem: error };
}

export function useTry(model: string) {
  return useCommand<null, Partial<Written>>({
    call: async (_, key) => {
      const params = { path: { id: model } };
      await read(client.POST("/api/v1/models/{id}/try/", { params, headers: idempotent(key), body: {} }));
      return {};
    },
    renews: [keys.additions],
  });
}

export function useWithdraw(model: Model, onDone: () => void) {
  return useCommand<string, Written>({
    call: (reason, key) =>
      read(
        client.POST("/api/v1/models/{id}/withdraw/", {
          params: { path: { id: model.id } },
          headers: { ...ifMatch(model.version), ...idempotent(key) },
          body: { reason, version: null },
        }),
      ),
    renews: RENEWS,
    onDone,
  });
}

export function useReinstate(model: Model, onDone: () => void) {
  return useCommand<null, Written>({
    call: (_, key) =>
      read(
        client.POST("/api/v1/models/{id}/reinstate/", {
          params: { path: { id: model.id } },
          headers: { ...ifMatch(model.version), ...idempotent(key) },
          body: { version: null },
        }),
      ),
    renews: RENEWS,
    onDone,
  });
}

/** What differs; a licence that is known brings what it allows, where that is left out. */
export type ModelEdit = Partial<Pick<Model, "name" | "licence" | "uses" | "terms">> & { memory?: number };

export function useEdit(model: Model, onDone: () => void) {
  return useCommand<ModelEdit, Written>({
    call: (body, key) =>
      read(
        client.PATCH("/api/v1/models/{id}/", {
          params: { path: { id: model.id } },
          headers: { ...ifMatch(model.version), ...idempotent(key) },
          body: { ...body, version: null },
        }),
      ),
    renews: RENEWS,
    onDone,
  });
}

export const pictureAddress = (model: string, digest: string): string => `/api/v1/models/${model}/pictures/${digest}/`;
