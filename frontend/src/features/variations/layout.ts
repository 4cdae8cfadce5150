/** Where the cells of a contact sheet stand: one table for each shot, its axes along the edges. */
import type { components } from "../../shared/api/schema";

export type ContactSheet = components["schemas"]["ContactSheet"];
export type SheetCell = components["schemas"]["SheetCell"];

/** What stands at an edge: a value of an axis and its number there, and a seed; null where the edge does not vary it. */
export interface Edge {
  axis: number | null;
  value: unknown;
  number: number;
  seed: number | null;
}

export interface Table {
  shot: string;
  code: string;
  columns: readonly Edge[];
  rows: readonly { edge: Edge; cells: readonly SheetCell[] }[];
}

/** The last axis goes across, seeds and the first axis go down; seeds alone go across. */
export function tablesOf(sheet: ContactSheet): Table[] {
  const byShot = new Map<string, SheetCell[]>();
  for (const cell of sheet.cells) byShot.set(cell.shot, [...(byShot.get(cell.shot) ?? []), cell]);
  return [...byShot.values()].map((cells) => tableOf(sheet, cells));
}

function tableOf({ axes, seeds }: ContactSheet, cells: readonly SheetCell[]): Table {
  const numbers = Array.from({ length: seeds }, (_, at) => at + 1);
  const [down, across] = axes.length > 1 ? [axes[0], axes[1]] : [undefined, axes[0]];
  const valuesOf = (axis: (typeof axes)[number] | undefined) => axis?.values ?? [null];
  const columns: Edge[] = across
    ? across.values.map((value, at) => ({ axis: axes.length - 1, value, number: at + 1, seed: null }))
    : numbers.map((seed) => ({ axis: null, value: null, number: 1, seed }));
  const at = (row: number, column: number, seed: number) => cells[(row * valuesOf(across).length + column) * seeds + seed - 1]; // prettier-ignore
  const rows = valuesOf(down).flatMap((value, row) =>
    (across ? numbers : [0]).map((seed) => ({
      edge: { axis: down ? 0 : null, value, number: row + 1, seed: across && seeds > 1 ? seed : null },
      cells: columns.flatMap((_, column) => (across ? at(row, column, seed) : at(0, 0, column + 1)) ?? []),
    })),
  );
  return { shot: cells[0]?.shot ?? "", code: cells[0]?.code ?? "", columns, rows };
}
