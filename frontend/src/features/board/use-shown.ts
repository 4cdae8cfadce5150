/** The rows in the order that is shown: contents are live, but order and membership change only when somebody asks. */
import { useMemo, useState } from "react";
import { updates } from "./pending";
import type { Row } from "./rows";

export interface Shown {
  rows: readonly Row[];
  /** How many rows would come, go or move. */
  waiting: number;
  take: () => void;
}

/** `fresh` are the rows as they should stand; `asked` changes when the reader asks for others (filter, grouping). */
export function useShown(fresh: readonly Row[], all: readonly Row[], asked: string): Shown {
  const [shown, setShown] = useState({ asked, rows: fresh });
  if (shown.asked !== asked || (shown.rows.length === 0 && fresh.length > 0)) setShown({ asked, rows: fresh });
  const rows = useMemo(() => {
    const now = new Map(all.map((row) => [row.id, row]));
    return shown.rows.map(
      (row): Row => now.get(row.id) ?? { ...row, state: "removed", work: "none", stale: false, cells: {}, take: null },
    );
  }, [all, shown]);
  const waiting = useMemo(() => updates(shown.rows.map(idOf), fresh.map(idOf)), [shown, fresh]);
  return { rows, waiting, take: () => setShown({ asked, rows: fresh }) };
}

function idOf(row: Row): string {
  return row.id;
}
