/** From what a person does on the timeline to edits of the cut. */
import { itemsOf, partOf, type Cut, type CutClip, type CutItem } from "../../shared/api/cut";
import type { components } from "../../shared/api/schema";

export type Edit = components["schemas"]["EditCut"]["edits"][number];
export type Edge = "head" | "tail";
export type Mode = "ripple" | "roll";

export const idOf = (item: CutItem): string => (item.gap ? item.gap.id : item.clip.shot);

/** Frames that are trimmed off the end of a clip; those that go on under a dissolve count as seen. */
export const tailOf = ({ whole, first = 0, frames }: CutClip, under: number): number => whole - first - frames - under;

/** For how many frames an item goes on under the one behind it. */
export function underOf(items: readonly CutItem[], index: number): number {
  const next = items[index + 1];
  return next ? partOf(next).dissolve : 0;
}

/** A frame of a shot, whatever becomes of the film around it. */
export interface Pictured {
  shot: string;
  frame: number;
}

/** What is seen at a frame of the film; null in a gap. */
export function pictureAt({ clips }: Cut, frame: number): Pictured | null {
  const clip = clips.find(({ start, frames }) => start <= frame && frame < start + frames);
  return clip ? { shot: clip.shot, frame: (clip.first ?? 0) + frame - clip.start } : null;
}

/** The item at a frame. */
export const itemAt = (items: readonly CutItem[], frame: number): number =>
  Math.max(
    0,
    items.findLastIndex((item) => partOf(item).start <= frame),
  );

/**
 * Move an edge of an item by frames, later where they are positive. In a roll its neighbour gives or takes them, as far
 * as it is a shot that has some. Nothing where there is nothing to trim, or no more to show.
 */
export function trimmed(cut: Cut, index: number, edge: Edge, by: number, mode: Mode): Edit[] {
  const items = itemsOf(cut);
  const own = trimOf(items, index, edge, by);
  if (!own || mode === "ripple") return own ? [own] : [];
  const beside = edge === "head" ? index - 1 : index + 1;
  const other = items[beside] ? trimOf(items, beside, edge === "head" ? "tail" : "head", by) : undefined;
  return other ? [own, other] : [];
}

function trimOf(items: readonly CutItem[], index: number, edge: Edge, by: number): Edit | undefined {
  const item = items[index];
  if (!item) return undefined;
  if (item.gap) {
    const frames = item.gap.whole + (edge === "tail" ? by : -by);
    return frames > 0 ? { edit: "resize", gap: item.gap.id, frames } : undefined;
  }
  const { shot, whole, first = 0 } = item.clip;
  const tail = tailOf(item.clip, underOf(items, index));
  const wanted = edge === "head" ? { head: first + by, tail } : { head: first, tail: tail - by };
  const fits = wanted.head >= 0 && wanted.tail >= 0 && wanted.head + wanted.tail < whole;
  return fits ? { edit: "trim", shot, ...wanted } : undefined;
}

/** Put a shot to another place among the shots: 0 is the front. Nothing where it stands there. */
export function placed(cut: Cut, shot: string, to: number): Edit[] {
  const from = cut.clips.findIndex((clip) => clip.shot === shot);
  const others = cut.clips.filter((clip) => clip.shot !== shot);
  const at = Math.max(0, Math.min(to, others.length));
  if (from < 0 || at === from) return [];
  return [{ edit: "move", shot, behind: others[at - 1]?.shot ?? null }];
}

/** To which place among the shots one is dragged, whose middle is at a frame. */
export const placeAt = (cut: Cut, shot: string, frame: number): number =>
  cut.clips.filter((clip) => clip.shot !== shot && clip.start + clip.frames / 2 < frame).length;
