/** What happened to a reference, newest first: each change is a version that shots may be held at. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { RelativeTime } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { versionsQuery, type Reference } from "./queries";

export function Versions({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const { id, past } = useProduction();
  const query = useQuery({
    ...versionsQuery(id, reference.id),
    select: (events) => events.filter(({ version }) => !past || version <= reference.version).toReversed(),
  });
  return (
    <QueryView query={query}>
      {(events) => (
        <ol className="max-w-3xl p-4">
          {events.map((event) => (
            <li key={event.id} className="flex gap-3 border-b border-line py-1.5 text-form">
              <span className="numbers w-8 shrink-0 text-right text-muted">v{event.version}</span>
              <span className="min-w-0 flex-1">{event.sentence}</span>
              <span className="text-muted">{event.actor.name}</span>
              <RelativeTime at={event.recorded_at} />
              {event.position !== null && (
                <Link
                  to={`/p/${id}/references/${reference.id}` as "/productions"}
                  search={{ at: event.position } as never}
                  className="numbers text-muted underline decoration-strong underline-offset-2"
                  aria-label={t("see-then", { position: event.position })}
                >
                  #{event.position}
                </Link>
              )}
            </li>
          ))}
        </ol>
      )}
    </QueryView>
  );
}
