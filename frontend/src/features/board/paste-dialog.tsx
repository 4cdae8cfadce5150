/** A table on the clipboard beside what the shots say now: which fields change, what has no place, and one act for all. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../shared/ui/dialog";
import { Scrolling } from "../../shared/ui/scrolling";
import { isWorkField } from "./fields";
import { MakeMany } from "./make-many";
import { pasted, type Pasted } from "./pasting";
import type { Row } from "./rows";
import { read } from "./tsv";
import type { Cells } from "./use-cells";
import { useKnown } from "./use-known";

interface PasteDialogProps {
  text: string;
  /** Those that are shown, in the order that they are shown in, and all that there are. */
  rows: readonly Row[];
  all: readonly Row[];
  cells: Cells;
  onClose: () => void;
}

const SHOWN = 200;

export function PasteDialog({ text, rows, all, cells, onClose }: PasteDialogProps) {
  const { t } = useTranslation("board-fields");
  const known = useKnown();
  const { column, tracks, cursor } = cells;
  const table = useMemo(() => read(text), [text]);
  const found = useMemo(() => {
    const fields = tracks.slice(Math.max(0, column - 1)).flatMap(({ field }) => field ?? []);
    const on = column === 0 ? { row: null, fields } : { row: cursor, fields: tracks[column - 1]?.field ? fields : [] };
    return pasted(table, on, column === 0 ? all : rows, known);
  }, [table, tracks, column, cursor, rows, all, known]);
  const edits = useMemo(() => found.changes.flatMap((each) => each.edits), [found]);
  const columns = Math.max(...table.map((line) => line.length));
  return (
    <Dialog title={t("paste.title", { rows: table.length, columns })} open onClose={onClose} width="medium">
      <div className="flex flex-col gap-3">
        <p className="text-form">{t("paste.text", { count: found.changes.length })}</p>
        {found.changes.length > 0 && <Changes changes={found.changes} />}
        {found.left.length > 0 && <Left left={found.left} />}
        <MakeMany edits={edits} rows={all} label={t("paste.save")} onDone={() => undefined} onClose={onClose} />
      </div>
    </Dialog>
  );
}

function Changes({ changes }: { changes: Pasted["changes"] }) {
  const { t } = useTranslation("board-fields");
  return (
    <Scrolling
      className="max-h-64 rounded-md border border-line"
      aria-label={t("paste.text", { count: changes.length })}
    >
      <table className="w-full text-body">
        <thead className="sticky top-0 bg-panel text-left text-label text-muted">
          <tr>
            <th className="px-2 py-1 font-normal">{t("board:shot")}</th>
            <th className="px-2 py-1 font-normal">{t("bulk.field")}</th>
            <th className="px-2 py-1 font-normal">{t("paste.now")}</th>
            <th className="px-2 py-1 font-normal">{t("paste.then")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, SHOWN).map(({ row, field, now, said }) => (
            <tr key={`${row.id} ${field}`} className="border-t border-line align-top">
              <td className="numbers px-2 py-1">{row.code}</td>
              <td className="px-2 py-1 text-muted">{t(field)}</td>
              <td dir="auto" className="px-2 py-1 text-muted">
                <span className="line-clamp-2">{now}</span>
              </td>
              <td dir="auto" className="px-2 py-1">
                <span className="line-clamp-2">
                  {said.trim() === "" ? t(isWorkField(field) ? "nothing" : "follows") : said}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length > SHOWN && (
        <p className="px-2 py-1 text-label text-muted">{t("paste.more", { count: changes.length - SHOWN })}</p>
      )}
    </Scrolling>
  );
}

function Left({ left }: { left: Pasted["left"] }) {
  const { t } = useTranslation("board-fields");
  return (
    <div className="flex flex-col gap-1 text-body">
      <p className="font-medium">{t("paste.left")}</p>
      <ul className="max-h-28 overflow-auto text-muted">
        {left.slice(0, SHOWN).map(({ key, said }, index) => (
          <li key={index}>
            {said.shot ? `${said.shot}: ` : ""}
            {t(key, said)}
          </li>
        ))}
      </ul>
    </div>
  );
}
