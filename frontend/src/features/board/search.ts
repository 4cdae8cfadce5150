/** What the address of the board keeps: filter, view, size of pictures, grouping, selection and the row one stands on. */
import { oneOf, text } from "../../shared/routing/search";

export type View = "grid" | "wall";
export type Size = 1 | 2 | 3;

export interface BoardSearch {
  q?: string;
  view?: View;
  size?: Size;
  /** "no": not grouped by scene. */
  group?: "no";
  /** Selected shots by code, runs as "first..last". */
  sel?: string;
  /** The code of the row that the keyboard stands on. */
  row?: string;
}

export function boardSearch(search: Record<string, unknown>): BoardSearch {
  const size = Number(search.size);
  return {
    ...text(search, "q"),
    ...text(search, "sel"),
    ...text(search, "row"),
    ...oneOf(search, "view", ["wall"] as const),
    ...oneOf(search, "group", ["no"] as const),
    ...(size === 1 || size === 3 ? { size } : {}),
  };
}
