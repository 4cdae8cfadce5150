/** The columns of the board: the stages of the production's pipeline, as it is today. */
import { useQuery } from "@tanstack/react-query";
import type { CSSProperties } from "react";
import type { components } from "../../shared/api/schema";
import { stagesQuery } from "../../shared/api/stages";
import { useProduction } from "../../shared/routing/use-production";

export type Column = components["schemas"]["Column"];

const NONE: readonly Column[] = [];

export function useColumns(): readonly Column[] {
  const { id } = useProduction();
  return useQuery(stagesQuery(id)).data?.columns ?? NONE;
}

/** The tracks of a row of the grid: its shot, and one for each stage. */
export const tracksOf = (columns: readonly Column[]): CSSProperties => ({
  gridTemplateColumns: `minmax(264px, 2fr) repeat(${Math.max(1, columns.length)}, minmax(84px, 1fr))`,
  minWidth: `${264 + 84 * columns.length}px`,
});
