/** The models that a stage may be given, and the one that a value names. */
import { queryOptions } from "@tanstack/react-query";
import { all, client } from "../api/client";
import type { components } from "../api/schema";
import { keys } from "../live/query-keys";

export type Model = components["schemas"]["Model"];

export interface Chosen {
  id: string;
  digest: string;
}

export interface Choice extends Chosen {
  name: string;
  version: number;
  newest: boolean;
  withdrawn: boolean;
}

export const modelsQuery = queryOptions({
  queryKey: keys.models,
  queryFn: ({ signal }) => all((query) => client.GET("/api/v1/models/", { params: { query }, signal })),
});

/** What runs models where a stage does not name it. */
const LOCAL = "diffusers";

/**
 * Every version of the models for a task and the backend that runs it, the newest of each first; withdrawn ones only
 * where one is chosen.
 */
export function choicesOf(
  models: readonly Model[],
  [task, backend = LOCAL]: readonly string[],
  chosen: Chosen | null,
): Choice[] {
  return models
    .filter(
      (model) =>
        model.task === task && model.backend === backend && (model.withdrawn === null || model.id === chosen?.id),
    )
    .flatMap(versionsOf);
}

/** The version that a value names; undefined for one that is not registered here. */
export function choiceOf(models: readonly Model[], { id, digest }: Chosen): Choice | undefined {
  return models
    .filter((model) => model.id === id)
    .flatMap(versionsOf)
    .find((each) => each.digest === digest);
}

/** The versions of a model as it is read: the newest first. */
const versionsOf = ({ id, name, versions, withdrawn }: Model): Choice[] =>
  versions.map(({ number, digest }, index) => ({
    id,
    digest,
    name,
    version: number,
    newest: index === 0,
    withdrawn: withdrawn !== null,
  }));

/** A version as text that forms hold, and back. */
export const keyOf = ({ id, digest }: Chosen): string => `${id} ${digest}`;
export function chosenFrom(key: string): Chosen {
  const [id = "", digest = ""] = key.split(" ");
  return { id, digest };
}

export interface Scaled extends Chosen {
  scale: string;
}

/** The LoRAs that a value lists, each with its scale; null for a value that is no such list. */
export function scaledOf(value: unknown): Scaled[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const listed = value.flatMap((each: unknown) => {
    const chosen = chosenOf(each);
    const scale = (each as Partial<Scaled> | null)?.scale;
    return chosen && typeof scale === "string" ? [{ ...chosen, scale }] : [];
  });
  return listed.length === value.length ? listed : null;
}

/** What a value says of a model; null for none. */
export function chosenOf(value: unknown): Chosen | null {
  if (typeof value !== "object" || value === null) return null;
  const { id, digest } = value as Partial<Chosen>;
  return typeof id === "string" && typeof digest === "string" ? { id, digest } : null;
}
