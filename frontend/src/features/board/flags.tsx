/** What is special about a shot: out of date, kept, locked, text changed; glyphs with their words. */
import { FilePen, Lock, Pin, ShieldCheck, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { usePortChanges } from "../../shared/verdicts/port-changes";
import type { Row } from "./rows";

export function Flags({ row }: { row: Row }) {
  const { t } = useTranslation("board");
  const stale = [t("flag.stale"), usePortChanges()(row.ports)].filter(Boolean).join(": ");
  return (
    <span className="flex shrink-0 items-center gap-1.5">
      {row.stale && (
        <span title={stale} className="text-stale">
          <span aria-hidden>⟲</span>
          <span className="sr-only">{stale}</span>
        </span>
      )}
      {row.textChanged && <Flag icon={FilePen} words={t("flag.changed")} />}
      {row.locked.length > 0 && <Flag icon={Lock} words={t("flag.locked", { names: row.locked.join(", ") })} />}
      {row.kept === "approved" && <Flag icon={ShieldCheck} words={t("flag.approved")} />}
      {row.kept === "pinned" && <Flag icon={Pin} words={t("flag.pinned")} />}
    </span>
  );
}

function Flag({ icon: Icon, words }: { icon: LucideIcon; words: string }) {
  return (
    <span title={words} className="text-muted">
      <Icon size={12} aria-hidden />
      <span className="sr-only">{words}</span>
    </span>
  );
}
