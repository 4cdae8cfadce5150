/** What the address of the board keeps: filter, view, size of pictures, grouping, selection and the row one stands on. */
import { oneOf, text } from "../../shared/routing/search";

export type View = "grid" | "wall";
export type Size = 1 | 2 | 3;

export interface BoardSearch {
  q?: string;
  view?: View;
  size?: Size;
  /** What rows are put together by, where that is not the scene; "no": by nothing. */
  group?: "no" | "assignee" | "status";
  /** The field that rows are sorted by, "-" before it: backwards. */
  sort?: string;
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
    ...oneOf(search, "group", ["no", "assignee", "status"] as const),
    ...text(search, "sort"),
    ...(size === 1 || size === 3 ? { size } : {}),
  };
}
