/** What led to an event and what came of it, each a sentence with how it follows, linked to its place here. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { client, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { RelativeTime } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { Skeleton } from "../../shared/ui/skeleton";
import type { LogEvent } from "./feed";
import { addressOf } from "./kinds";

type Linked = components["schemas"]["LinkedEvent"];
type Way = "causes" | "effects";

/** Causes never change; effects may still come. */
const chainQuery = (production: string, position: number, way: Way) =>
  queryOptions({
    queryKey: keys.events(production, { [way]: position }),
    queryFn: ({ signal }) => {
      const params = { path: { production, position } };
      return way === "causes"
        ? read(client.GET("/api/v1/productions/{production}/events/{position}/causes/", { params, signal }))
        : read(client.GET("/api/v1/productions/{production}/events/{position}/effects/", { params, signal }));
    },
  });

export function Chain({ event }: { event: LogEvent }) {
  const { t } = useTranslation("history");
  return (
    <div className="flex flex-col gap-3">
      <Links event={event} way="causes" />
      <div className="flex items-baseline gap-3 rounded-md border border-accent/60 bg-raised px-3 py-1.5">
        <span className="numbers w-14 shrink-0 text-right text-body text-muted">{event.position}</span>
        <span className="font-medium break-words">{event.sentence}</span>
        <span className="sr-only">{t("chain.this")}</span>
      </div>
      <Links event={event} way="effects" />
    </div>
  );
}

function Links({ event, way }: { event: LogEvent; way: Way }) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const query = useQuery(chainQuery(id, event.position ?? 0, way));
  return (
    <section aria-label={t(`chain.${way}`)}>
      <h3 className="pb-1 text-label font-medium text-muted">{t(`chain.${way}`)}</h3>
      <QueryView
        query={query}
        skeleton={<Skeleton rows={1} className="!p-0" />}
        isEmpty={({ events }) => events.length === 0}
        empty={<p className="text-muted">{t(`chain.no-${way}`)}</p>}
      >
        {({ events, truncated }) => (
          <>
            <ol className="flex flex-col rounded-md border border-line bg-base">
              {(way === "causes" ? events.toReversed() : events).map((each) => (
                <Step key={each.id} event={each} />
              ))}
            </ol>
            {truncated && <p className="pt-1 text-body text-muted">{t("chain.truncated")}</p>}
          </>
        )}
      </QueryView>
    </section>
  );
}

const DEEPEST = 6;

function Step({ event }: { event: Linked }) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const { kind } = event.entity;
  const address = addressOf(id, kind, event.entity.id, event.payload as Record<string, unknown>);
  return (
    <li className="flex items-baseline gap-3 border-line px-3 py-1 not-first:border-t">
      <Link
        to={`/p/${id}/history` as "/productions"}
        search={((before: object) => ({ ...before, event: event.position ?? undefined, part: "chain" })) as never}
        aria-label={t("open-event", { position: event.position })}
        className="numbers w-14 shrink-0 text-right text-body text-accent hover:underline"
      >
        #{event.position}
      </Link>
      <span
        className="min-w-0 flex-1 break-words"
        style={{ paddingLeft: `${(Math.min(event.depth, DEEPEST) - 1) * 12}px` }}
      >
        <bdi>{event.sentence}</bdi>
        <span className="text-body text-muted"> · {event.because}</span>
      </span>
      <span className="w-28 shrink-0 truncate text-body text-muted">{event.actor.name || t("erased")}</span>
      <span className="w-20 shrink-0 text-right text-body">
        <RelativeTime at={event.recorded_at} />
      </span>
      <span className="w-20 shrink-0 text-right text-body">
        {address && (
          <Link
            to={address as "/productions"}
            aria-label={t("chain.open", {
              kind: t(`kind-one.${kind}`, { defaultValue: kind }).toLowerCase(),
              position: event.position,
            })}
            className="underline decoration-strong underline-offset-2 hover:decoration-current"
          >
            {t(`kind-one.${kind}`, { defaultValue: kind })}
          </Link>
        )}
      </span>
    </li>
  );
}
