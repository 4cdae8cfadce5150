/** What the address of the board keeps: filter, view, size of pictures, grouping, selection and the row one stands on. */
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
  const text = (name: string) =>
    typeof search[name] === "string" && search[name] !== "" ? { [name]: search[name] } : {};
  const size = Number(search.size);
  return {
    ...text("q"),
    ...text("sel"),
    ...text("row"),
    ...(search.view === "wall" ? { view: "wall" as const } : {}),
    ...(search.group === "no" ? { group: "no" as const } : {}),
    ...(size === 1 || size === 3 ? { size } : {}),
  };
}
