/** The event behind something, as its sentence, linked to its place in the history. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { client, read } from "../api/client";
import { keys } from "../live/query-keys";
import { useProduction } from "../routing/use-production";

interface Named {
  event: string;
  position: number | null;
}

/** An event never changes, so it is read once. */
export const eventQuery = (production: string, position: number) =>
  queryOptions({
    queryKey: [...keys.past(production, String(position)), "event"],
    queryFn: ({ signal }) =>
      read(
        client.GET("/api/v1/productions/{production}/events/{position}/", {
          params: { path: { production, position } },
          signal,
        }),
      ),
    staleTime: Infinity,
  });

export function Cause({ cause }: { cause: Named }) {
  const { t } = useTranslation("player");
  const { id } = useProduction();
  const { data } = useQuery({ ...eventQuery(id, cause.position ?? 0), enabled: cause.position !== null });
  if (cause.position === null) return <p className="text-muted">{t("cause.unnumbered")}</p>;
  return (
    <p className="break-words">
      <EventLink position={cause.position}>
        {data ? `${data.actor.name}: ${data.sentence}` : t("cause.event", { position: cause.position })}
      </EventLink>
    </p>
  );
}

/** A link to an event's place in the history. */
export function EventLink({ position, children }: { position: number; children: ReactNode }) {
  const { id } = useProduction();
  return (
    <Link
      to={`/p/${id}/history` as "/productions"}
      search={{ event: position } as object}
      className="text-accent hover:underline"
    >
      {children}
    </Link>
  );
}
