/** The cell of the board that the keyboard stands on, and the one that is written on. */
import { useState } from "react";
import { useProduction } from "../../shared/routing/use-production";
import { toast } from "../../shared/ui/toast";
import { useTranslation } from "react-i18next";
import type { Track } from "./columns";
import { actOf, type Field } from "./fields";
import type { Row } from "./rows";
import type { Selection } from "./use-selection";

export interface Cells {
  /** 0 is the shot itself, the others are columns that are shown. */
  column: number;
  /** The field in that column; null where it has none. */
  field: Field | null;
  /** The columns that are shown. */
  tracks: readonly Track[];
  cursor: string | null;
  go: (column: number) => void;
  editing: { row: string; field: Field } | null;
  /** Write on the field that the keyboard stands on, or on the first of the shot; where that may not be, it says why. */
  edit: () => void;
  /** Write on a field of a shot that is shown. */
  open: (row: string, field: string) => void;
  /** End writing; 1 and -1: and go on with the next field or the one before, in the next row where this one ends. */
  leave: (next: -1 | 0 | 1) => void;
}

export function useCells(rows: readonly Row[], selection: Selection, tracks: readonly Track[]): Cells {
  const { t } = useTranslation("board-fields");
  const { may } = useProduction();
  const [at, setAt] = useState(0);
  const [editing, setEditing] = useState<Cells["editing"]>(null);
  const column = Math.min(at, tracks.length);
  const field = tracks[column - 1]?.field ?? null;
  const fields = tracks.flatMap((track, index) =>
    track.field === null ? [] : [{ field: track.field, column: index + 1 }],
  );
  const begin = (row: Row | undefined, where: { field: Field; column: number } | undefined) => {
    if (!row || !where) return;
    const { allowed, reason } = may(actOf(where.field));
    if (!allowed || row.state === "removed") return toast(allowed ? t("off") : (reason ?? t("off-here")));
    if (selection.cursor !== row.id) selection.stand(row.id);
    setAt(where.column);
    setEditing({ row: row.id, field: where.field });
  };
  const go = (to: number) => {
    setEditing(null);
    setAt(Math.max(0, Math.min(tracks.length, to)));
  };
  const leave: Cells["leave"] = (next) => {
    setEditing(null);
    document.querySelector<HTMLElement>("#board-grid")?.focus({ preventScroll: true });
    if (next === 0 || !editing) return;
    const place = fields.findIndex((each) => each.field === editing.field) + next;
    const row = rows.findIndex(({ id }) => id === editing.row);
    if (fields[place]) begin(rows[row], fields[place]);
    else begin(rows[row + next], next > 0 ? fields[0] : fields.at(-1));
  };
  return {
    column,
    field,
    tracks,
    cursor: selection.cursor,
    go,
    editing,
    edit: () =>
      begin(
        rows.find(({ id }) => id === selection.cursor),
        field ? { field, column } : fields[0],
      ),
    open: (id, name) =>
      begin(
        rows.find((row) => row.id === id),
        fields.find((each) => each.field === name) ?? fields[0],
      ),
    leave,
  };
}
