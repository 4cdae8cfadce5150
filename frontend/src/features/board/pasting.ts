/** What a table on the clipboard would make of the shots: by their codes, or from a cell down and to the right. */
import { editsFor, textOf, wrongIn, type BoardEdit, type Field, type Known } from "./fields";
import type { Row } from "./rows";

export interface Pasted {
  /** Fields that come to say another thing. */
  changes: { row: Row; field: Field; now: string; said: string; edits: BoardEdit[] }[];
  /** What cannot be pasted: the key of a sentence, with what it names. */
  left: { key: string; said: Record<string, string | number> }[];
}

export interface Where {
  /** The row on which one stands; null: rows are found by the codes in the first column. */
  row: string | null;
  /** The fields that the columns of the table fall on. */
  fields: readonly Field[];
}

export function pasted(
  table: readonly (readonly string[])[],
  { row, fields }: Where,
  rows: readonly Row[],
  known: Known,
): Pasted {
  const found: Pasted = { changes: [], left: [] };
  const codes = new Map(rows.map((each) => [each.code.toLowerCase(), each]));
  const first = rows.findIndex(({ id }) => id === row);
  const skip = row === null ? 1 : 0;
  let below = 0;
  table.forEach((cells, line) => {
    const code = cells[0]?.trim() ?? "";
    const on = row === null ? codes.get(code.toLowerCase()) : rows[first + line];
    if (!on && row === null) found.left.push({ key: "paste.no-shot", said: { row: line + 1, code: code || "–" } });
    else if (!on) below += 1;
    else cells.slice(skip, skip + fields.length).forEach((text, index) => put(found, on, fields[index], text, known));
  });
  const wide = Math.max(0, ...table.map((cells) => cells.length - skip - fields.length));
  if (below > 0) found.left.push({ key: "paste.below", said: { count: below } });
  if (wide > 0) found.left.push({ key: "paste.beside", said: { count: wide } });
  return found;
}

function put(found: Pasted, row: Row, field: Field | undefined, text: string, known: Known): void {
  if (field === undefined || row.state === "removed") return;
  const wrong = wrongIn(field, text, known);
  if (wrong) {
    found.left.push({ key: wrong.key, said: { word: wrong.word, shot: row.code } });
    return;
  }
  const edits = editsFor(row, field, text, known);
  if (edits.length > 0) found.changes.push({ row, field, now: textOf(row, field), said: text, edits });
}
