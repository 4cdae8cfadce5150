/** Which changes of the look of a reference hold in a shot: each by name, with where, linked to where it is said. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { client, read } from "../api/client";
import type { components } from "../api/schema";
import { keys } from "../live/query-keys";
import { useProduction } from "../routing/use-production";

export type LookOfCast = components["schemas"]["LookOfCast"];

const looksInShotQuery = (production: string, shot: string, at: string | null) =>
  queryOptions({
    queryKey: at === null ? keys.looks(production, shot) : [...keys.past(production, at), "looks", shot],
    queryFn: ({ signal }) =>
      read(
        client.GET("/api/v1/shots/{id}/looks/", {
          params: { path: { id: shot }, query: at === null ? {} : { at } },
          signal,
        }),
      ),
  });

/** The look of a reference as it is in a shot; undefined where nothing of it changes there. */
export function useLookHere(shot: string, reference: string): LookOfCast | undefined {
  const { id, at, past } = useProduction();
  const looks = useQuery(looksInShotQuery(id, shot, past ? at : null)).data?.looks;
  return looks?.find((each) => each.reference === reference && each.changes.length > 0);
}

export function ChangesHere({ look }: { look: LookOfCast }) {
  const { t } = useTranslation("affects");
  const { id } = useProduction();
  return (
    <ul aria-label={t("look.here")} className="text-body">
      {look.changes.map((each) => (
        <li key={each.id}>
          <Link
            to={`/p/${id}/references/${each.reference}` as "/productions"}
            search={{ tab: "film", look: each.id } as never}
            dir="auto"
            className="font-medium underline decoration-strong underline-offset-2"
          >
            {each.label}
          </Link>{" "}
          <span className="text-muted">{each.where}</span>
        </li>
      ))}
    </ul>
  );
}
