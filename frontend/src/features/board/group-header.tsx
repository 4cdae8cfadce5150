/** A scene above its shots: heading, how many shots in which state, and how long they are. */
import { Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { secondsText } from "../../shared/ui/figures";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { totalsOf, type Group } from "./rows";

interface GroupHeaderProps {
  group: Group;
  rate: number | null;
  onScene: (scene: string) => void;
}

/** In the grid the keyboard asks for the scene of the row that it stands on, so the button takes no tab stop. */
export function GroupHeader({ group, rate, onScene }: GroupHeaderProps) {
  const { t } = useTranslation("board");
  const { allowed, reason } = useProduction().may("generate");
  const totals = totalsOf(group.rows);
  return (
    <span className="flex h-8 min-w-0 items-center gap-3 border-b border-line bg-panel px-3 text-body">
      <span dir="auto" className={group.scene === "" ? "truncate font-medium" : "numbers font-medium"}>
        {group.code || t("board-fields:order.without")}
      </span>
      <span dir="auto" className="truncate text-muted">
        {group.heading}
      </span>
      {group.scene !== "" && (
        <button
          type="button"
          tabIndex={-1}
          disabled={!allowed}
          onClick={() => onScene(group.scene)}
          aria-label={t("sheet.scene", { code: group.code })}
          title={allowed ? t("generate-scene") : (reason ?? undefined)}
          className="flex size-6 items-center justify-center rounded-md text-muted hover:bg-raised hover:text-text disabled:text-idle"
        >
          <Play size={12} aria-hidden />
        </button>
      )}
      <span className="flex-1" />
      {totals.states.map(([state, count]) => (
        <span key={state} className="flex items-center gap-1">
          <StatusGlyph state={state} compact />
          <span className="numbers">{count}</span>
        </span>
      ))}
      {totals.stale > 0 && (
        <span className="flex items-center gap-1">
          <StatusGlyph state="stale" compact />
          <span className="numbers">{totals.stale}</span>
        </span>
      )}
      <span className="numbers w-16 shrink-0 whitespace-nowrap text-right text-muted">
        {t("shots", { count: group.rows.length })}
      </span>
      <span className="numbers w-14 shrink-0 max-sm:hidden whitespace-nowrap text-right text-muted">
        {rate ? secondsText(totals.frames / rate) : ""}
      </span>
    </span>
  );
}
