/** What the virtual list holds: scene headings, rows of the grid, lines of cards. */
import { grouped, type Group, type Grouping, type Row } from "./rows";
import type { Size } from "./search";

export type Item =
  | { kind: "group"; group: Group; key: string }
  | { kind: "row"; row: Row; index: number; key: string }
  | { kind: "cards"; rows: readonly Row[]; key: string };

export const ROW_HEIGHT: Record<"comfortable" | "compact", Record<Size, number>> = {
  comfortable: { 1: 28, 2: 44, 3: 88 },
  compact: { 1: 24, 2: 34, 3: 64 },
};
const CARD_WIDTH: Record<Size, number> = { 1: 132, 2: 208, 3: 320 };
export const GROUP_HEIGHT = 32;
const CARD_WORDS = 42;
const BORDERS = 2;
const GAP = 8;
/** Above and below a line of cards. */
const MARGINS = 12;

export function gridItems(rows: readonly Row[], by: Grouping | null): Item[] {
  const place = new Map(rows.map((row, index) => [row.id, index]));
  const row = (each: Row): Item => ({ kind: "row", row: each, index: place.get(each.id) ?? 0, key: each.id });
  if (!by) return rows.map(row);
  return grouped(rows, by).flatMap((group, index) => [
    { kind: "group" as const, group, key: `g${index}${group.scene}${group.code}` },
    ...group.rows.map(row),
  ]);
}

export function wallItems(rows: readonly Row[], by: Grouping | null, columns: number): Item[] {
  if (!by) return cards(rows, columns, "");
  return grouped(rows, by).flatMap((group, index) => [
    { kind: "group" as const, group, key: `g${index}${group.scene}${group.code}` },
    ...cards(group.rows, columns, `g${index}`),
  ]);
}

function cards(rows: readonly Row[], columns: number, name: string): Item[] {
  const lines: Item[] = [];
  for (let at = 0; at < rows.length; at += columns)
    lines.push({ kind: "cards", rows: rows.slice(at, at + columns), key: `${name}c${at}` });
  return lines;
}

export function columnsIn(width: number, size: Size): number {
  return Math.max(1, Math.floor((width - GAP) / (CARD_WIDTH[size] + GAP)));
}

/** The height of a line of cards where `columns` of them fill the width. */
export function cardHeight(width: number, columns: number): number {
  const card = (width - GAP * (columns + 1)) / columns;
  return Math.round(((card - BORDERS) * 9) / 16) + CARD_WORDS + BORDERS + MARGINS;
}
