/** What happened last: acts of people as sentences, machine work folded between them, and the way to all of it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "../../shared/api/schema";
import { classes } from "../../shared/lib/classes";
import { useProduction } from "../../shared/routing/use-production";
import { RelativeTime } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { PANEL, Section } from "../../shared/ui/section";
import { folded, signed, tally } from "./folded";
import { latestQuery } from "./queries";

type LogEvent = components["schemas"]["LogEvent"];

const LINES = 10;
const LINE = "flex items-baseline gap-3 px-3 py-1.5 compact:py-0.5";

export function Latest() {
  const { t } = useTranslation("overview");
  const { id } = useProduction();
  const query = useQuery(latestQuery(id));
  const all = (
    <Link
      to={`/p/${id}/history` as "/productions"}
      className="text-body text-muted underline decoration-strong underline-offset-2 hover:text-text"
    >
      {t("all-events")}
    </Link>
  );
  return (
    <Section title={t("latest")} action={all}>
      <QueryView query={query}>
        {({ results }) => (
          <ol className={PANEL}>
            {folded(results)
              .slice(0, LINES)
              .map((line) => (
                <li key={keyOf(line)} className="border-line not-first:border-t">
                  {line.kind === "act" ? <Act event={line.event} /> : <Work events={line.events} />}
                </li>
              ))}
          </ol>
        )}
      </QueryView>
    </Section>
  );
}

/** The oldest event of a line stays in it while newer ones come. */
const keyOf = (line: ReturnType<typeof folded>[number]) =>
  line.kind === "act" ? line.event.id : (line.events.at(-1)?.id ?? "");

function Act({ event }: { event: LogEvent }) {
  const { t } = useTranslation("overview");
  return (
    <div className={LINE}>
      <Sentence event={event} />
      <By name={event.actor.name || t("history:erased")} at={event.recorded_at} />
    </div>
  );
}

function Work({ events }: { events: readonly LogEvent[] }) {
  const { t } = useTranslation("overview");
  const [open, setOpen] = useState(false);
  const by = t("work.signed", signed(events, t("history:erased")));
  return (
    <>
      <div className={classes(LINE, "text-muted")}>
        <button
          type="button"
          aria-expanded={open}
          title={t("work.show")}
          onClick={() => setOpen(!open)}
          className="flex min-h-6 min-w-0 flex-1 items-center gap-1.5 text-left hover:text-text"
        >
          <ChevronRight size={14} aria-hidden className={classes("shrink-0", open && "rotate-90")} />
          <span className="truncate">{useSummary(events)}</span>
        </button>
        <By name={by} at={events[0]?.recorded_at ?? ""} />
      </div>
      {open && (
        <ol className="pb-1.5 pl-5 text-muted">
          {events.map((event) => (
            <li key={event.id} className="flex items-baseline gap-3 px-3 py-0.5">
              <Sentence event={event} />
              <By name={event.meta.worker ?? ""} at={event.recorded_at} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function Sentence({ event }: { event: LogEvent }) {
  return (
    <span dir="auto" className="min-w-0 flex-1 truncate" title={event.sentence}>
      {event.sentence}
    </span>
  );
}

function By({ name, at }: { name: string; at: string }) {
  return (
    <>
      <span dir="auto" title={name} className="max-w-44 shrink-0 truncate text-body text-muted">
        {name}
      </span>
      <span className="w-20 shrink-0 text-right text-body text-muted">
        <RelativeTime at={at} />
      </span>
    </>
  );
}

/** "9 takes made, 2 failed"; before there is a take, the steps. */
function useSummary(events: readonly LogEvent[]): string {
  const { t } = useTranslation("overview");
  const { takes, steps, failed } = tally(events);
  const made = takes > 0 ? t("work.takes", { count: takes }) : steps > 0 ? t("work.steps", { count: steps }) : null;
  const wrong = failed > 0 ? t("work.failed", { count: failed }) : null;
  return [made, wrong].filter(Boolean).join(", ") || t("work.going");
}
