/** The editor over the cell that is written on. */
import { useEffect, useLayoutEffect, useState } from "react";
import { CellEditor } from "./cell-editor";
import { cellId } from "./field-cell";
import type { Row } from "./rows";
import type { Cells } from "./use-cells";
import type { Saving } from "./use-saving";

export function Editing({ rows, cells, saving }: { rows: readonly Row[]; cells: Cells; saving: Saving }) {
  const { editing } = cells;
  const row = rows.find(({ id }) => id === editing?.row);
  const id = editing && cellId(editing.row, cells.column);
  const [cell, setCell] = useState<HTMLElement | null>(null);
  const [host, setHost] = useState<HTMLElement | null>(null);
  // At once, so that the next key is typed into the field already.
  // oxlint-disable-next-line react/set-state-in-effect -- only the drawn rows know where the cell is
  useLayoutEffect(() => setCell(id ? document.getElementById(id) : null), [id]);
  useEffect(() => {
    if (!id) return;
    // The grid scrolls to its cursor after this: a cell may come into being then, and the editor goes where it stands.
    const frame = requestAnimationFrame(() => {
      setCell(document.getElementById(id));
      window.dispatchEvent(new Event("resize"));
    });
    return () => cancelAnimationFrame(frame);
  }, [id]);
  return (
    <div ref={setHost}>
      {editing && row && cell && host && cell.id === id && (
        <CellEditor
          key={`${row.id} ${editing.field}`}
          row={row}
          field={editing.field}
          saving={saving}
          cell={cell}
          host={host}
          onLeave={cells.leave}
        />
      )}
    </div>
  );
}
