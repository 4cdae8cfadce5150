/** What happened to this shot and its takes, as sentences, the newest first. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { all, client } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { RelativeTime } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { EventLink } from "../../shared/ui/event-link";

type LogEvent = components["schemas"]["LogEvent"];

const historyQuery = (production: string, shot: string) =>
  queryOptions({
    queryKey: keys.shotHistory(production, shot),
    queryFn: ({ signal }) =>
      all<LogEvent>((query) =>
        client.GET("/api/v1/shots/{id}/history/", { params: { path: { id: shot }, query }, signal }),
      ),
  });

/** `upto`: nothing behind this position, for a reader who stands in the past. */
export function HistoryTab({ shot, upto = Infinity }: { shot: string; upto?: number }) {
  const { t } = useTranslation("shot");
  const query = useQuery(historyQuery(useProduction().id, shot));
  return (
    <QueryView
      query={query}
      isEmpty={(events) => events.length === 0}
      empty={<p className="p-4 text-form text-muted">{t("history.empty")}</p>}
    >
      {(events) => (
        <ol className="pb-6">
          {events
            .filter(({ position }) => (position ?? Infinity) <= upto)
            .toReversed()
            .map((event) => (
              <li key={event.id} className="border-b border-line px-3 py-2">
                <p className="text-form break-words">{event.sentence}</p>
                <p className="flex gap-2 text-label text-muted">
                  <span className="flex-1 truncate">{event.actor.name}</span>
                  <RelativeTime at={event.recorded_at} />
                  {event.position !== null && (
                    <EventLink position={event.position}>
                      <span className="numbers">#{event.position}</span>
                    </EventLink>
                  )}
                </p>
              </li>
            ))}
        </ol>
      )}
    </QueryView>
  );
}
