/** What happened last, as sentences, and the way to all of it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { RelativeTime } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { latestQuery } from "./queries";
import { PANEL, Section } from "../../shared/ui/section";

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
            {results.map((event) => (
              <li key={event.id} className="flex items-baseline gap-3 border-line px-3 py-1.5 not-first:border-t">
                <span dir="auto" className="min-w-0 flex-1 truncate" title={event.sentence}>
                  {event.sentence}
                </span>
                <span dir="auto" className="max-w-32 shrink-0 truncate text-body text-muted">
                  {event.actor.name || t("history:erased")}
                </span>
                <span className="w-20 shrink-0 text-right text-body text-muted">
                  <RelativeTime at={event.recorded_at} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </QueryView>
    </Section>
  );
}
