/** One event: who, what in a sentence, when; open, its data from and to, its causes and ids. */
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { useProduction } from "../../shared/routing/use-production";
import { EventData } from "./event-data";
import type { LogEvent } from "./feed";

interface EventRowProps {
  event: LogEvent;
  /** The first of its day in the list. */
  day: boolean;
  open: boolean;
  onToggle: () => void;
  onFocus: () => void;
}

const dayFormat = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

const GLYPH: Readonly<Record<string, string>> = {
  "take.approved": "✓", "take.changes_requested": "↺", "take.submitted": "◆", "take.made": "●", "job.failed": "✕", "job.done": "●", "job.wasted": "✕", "job.reused": "◉", "job.started": "▶", "order.placed": "◔",
}; // prettier-ignore
const TONE: Readonly<Record<string, string>> = {
  "✓": "text-approved",
  "↺": "text-changes",
  "◆": "text-in-review",
  "✕": "text-failed",
  "▶": "text-running",
};

export function EventRow({ event, day, open, onToggle, onFocus }: EventRowProps) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const glyph = GLYPH[event.type] ?? (/(?:^|[._])(un)?locked$/.test(event.type) ? "⚿" : "·");
  return (
    <>
      {day && (
        <h2 className="border-b border-line bg-base px-4 pt-3 pb-1 text-label font-medium text-muted">
          {dayFormat.format(new Date(event.recorded_at))}
        </h2>
      )}
      <div
        className={classes(
          "flex items-center gap-3 border-b border-line pr-4 pl-2 text-form hover:bg-panel",
          open && "bg-panel",
        )}
      >
        <button
          type="button"
          aria-expanded={open}
          onClick={onToggle}
          onFocus={onFocus}
          className="flex min-h-8 compact:min-h-6 min-w-0 flex-1 cursor-default items-center gap-3 rounded-sm text-left -outline-offset-2"
        >
          <ChevronRight size={14} aria-hidden className={classes("shrink-0 text-idle", open && "rotate-90")} />
          <span className="numbers w-14 shrink-0 text-right text-body text-muted">{event.position}</span>
          <span aria-hidden className={classes("w-3 shrink-0 text-center", TONE[glyph] ?? "text-muted")}>
            {glyph}
          </span>
          <span dir="auto" className={classes("min-w-0 flex-1", open ? "py-1.5 break-words" : "truncate")}>
            {event.sentence}
          </span>
        </button>
        <span dir="auto" className="w-28 shrink-0 truncate text-muted">
          {event.actor.name || t("erased")}
        </span>
        <span className="numbers w-16 shrink-0 text-right text-body text-muted" title={event.recorded_at}>
          {clock.format(new Date(event.recorded_at))}
        </span>
        <Link
          to={`/p/${id}/board` as "/productions"}
          search={{ at: event.position } as never}
          className="shrink-0 text-body text-muted underline decoration-strong underline-offset-2 hover:text-text"
          aria-label={t("look-at", { position: event.position })}
        >
          {t("look")}
        </Link>
      </div>
      {open && <EventData event={event} />}
    </>
  );
}
