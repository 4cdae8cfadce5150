/** The columns of the board: fields of shots and the stages of the production's pipeline, as each person wants them. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, type CSSProperties } from "react";
import type { components } from "../../shared/api/schema";
import { stagesQuery } from "../../shared/api/stages";
import { WORK_FIELDS, worksQuery } from "../../shared/api/works";
import { useProduction } from "../../shared/routing/use-production";
import { FIELDS, type Field } from "./fields";
import { useKept } from "./kept";

export type Column = components["schemas"]["Column"];

/** A column beside that of the shots; `key` names it among all. */
export type Track = { key: string; field: Field; stage: null } | { key: string; field: null; stage: Column };

const NONE: readonly Column[] = [];
const NOTHING: readonly string[] = [];

export function useColumns(): readonly Column[] {
  const { id } = useProduction();
  return useQuery(stagesQuery(id)).data?.columns ?? NONE;
}

/** Every column that there is, in the order that the reader wants, hidden ones too. */
export function useAllTracks(): readonly Track[] {
  const stages = useColumns();
  const order = useKept((state) => state.order);
  return useMemo(() => ordered([...FIELDS.map(ofField), ...stages.map(ofStage)], order), [stages, order]);
}

/** Those that are not shown: what somebody hid, and what is said of work before any was handed out. */
export function useHidden(): readonly string[] {
  const { id } = useProduction();
  const hidden = useKept((state) => state.hidden);
  const any = useQuery(worksQuery(id)).data?.work.length;
  return hidden ?? (any ? NOTHING : WORK_FIELDS);
}

/** Those that are shown. */
export function useTracks(): readonly Track[] {
  const all = useAllTracks();
  const hidden = useHidden();
  return useMemo(() => all.filter(({ key }) => !hidden.includes(key)), [all, hidden]);
}

const ofField = (field: Field): Track => ({ key: field, field, stage: null });
const ofStage = (stage: Column): Track => ({ key: `stage:${stage.stage}`, field: null, stage });

/** Those that were put into an order as it says; what is new stands behind the one that it follows by itself. */
export function ordered<Each extends { key: string }>(all: readonly Each[], order: readonly string[]): Each[] {
  const place = (key: string) => order.indexOf(key);
  const known = all.filter(({ key }) => place(key) >= 0).toSorted((one, other) => place(one.key) - place(other.key));
  const result = [...known];
  all.forEach((each, index) => {
    if (place(each.key) >= 0) return;
    const before = all[index - 1];
    result.splice(before ? result.indexOf(before) + 1 : 0, 0, each);
  });
  return result;
}

/** The least width of a column in pixels, and its share of what is left. */
const WIDTHS: Readonly<Record<Field, [number, number]>> = {
  description: [180, 3],
  size: [112, 0.6],
  camera: [92, 0.6],
  frames: [68, 0.3],
  cast: [110, 1],
  assignees: [110, 1],
  due: [116, 0.3],
  priority: [76, 0.3],
  status: [96, 0.5],
};
const STAGE: [number, number] = [84, 1];
const SHOT = { 1: 232, 2: 232, 3: 300 } as const;
/** Where the words of a shot stand beside its code. */
const WITH_WORDS = 32;

/** The tracks of a row of the grid: its shot, and one for each column. */
export function tracksOf(tracks: readonly Track[], size: keyof typeof SHOT): CSSProperties {
  const shot = SHOT[size] + (worded(tracks) ? 0 : WITH_WORDS);
  const widths = tracks.map(({ field }) => (field === null ? STAGE : WIDTHS[field]));
  return {
    gridTemplateColumns: [
      worded(tracks) ? `${shot}px` : `minmax(${shot}px, 2fr)`,
      ...widths.map(([least, share]) => `minmax(${least}px, ${share}fr)`),
    ].join(" "),
    minWidth: `${shot + widths.reduce((sum, [least]) => sum + least, 0)}px`,
  };
}

/** Whether the words of a shot have a column of their own. */
export const worded = (tracks: readonly Track[]): boolean => tracks.some(({ field }) => field === "description");
