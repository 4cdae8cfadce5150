/** What is copied from the board: the selected rows, their codes first, or the cell that the keyboard stands on. */
import type { Track } from "./columns";
import { textOf } from "./fields";
import type { Row } from "./rows";
import { written } from "./tsv";

export function copied(
  rows: readonly Row[],
  { selected, cursor }: { selected: ReadonlySet<string>; cursor: string | null },
  tracks: readonly Track[],
  column: number,
): string {
  const fields = tracks.flatMap(({ field }) => field ?? []);
  const chosen = rows.filter(({ id }) => selected.has(id));
  if (chosen.length > 0) return written(chosen.map((row) => [row.code, ...fields.map((field) => textOf(row, field))]));
  const row = rows.find(({ id }) => id === cursor);
  if (!row) return "";
  const track = tracks[column - 1];
  if (!track) return row.code;
  return written([[track.field ? textOf(row, track.field) : (row.cells[track.stage.stage]?.state ?? "")]]);
}
