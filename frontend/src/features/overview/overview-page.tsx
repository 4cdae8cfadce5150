/** How a production stands: its shots by state, and who works on it. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { client, read } from "../../shared/api/client";
import { stagesQuery, type ShotStanding } from "../../shared/api/stages";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { QueryView } from "../../shared/ui/query-view";
import { StatusGlyph } from "../../shared/ui/status-glyph";

const membersQuery = (production: string) =>
  queryOptions({
    queryKey: keys.members(production),
    queryFn: ({ signal }) => read(client.GET("/api/v1/productions/{production}/members/", { params: { path: { production } }, signal })),
  });

export function OverviewPage() {
  const { t } = useTranslation("overview");
  const { production } = useProduction();
  useBreadcrumb({ label: t("title") });
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-6 p-6">
      <h1 className="text-display font-semibold">{production?.name ?? t("title")}</h1>
      <Shots />
      <Members />
    </div>
  );
}

function Shots() {
  const { t } = useTranslation("overview");
  const query = useQuery(stagesQuery(useProduction().id));
  return (
    <QueryView query={query} isEmpty={(board) => board.shots.length === 0} empty={<p className="text-form text-muted">{t("no-shots")}</p>}>
      {(board) => (
        <ul className="flex flex-wrap gap-2">
          {[...byState(board.shots)].map(([state, count]) => (
            <li key={state} className="flex items-center gap-3 rounded-md border border-line bg-panel px-3 py-2 text-form">
              <StatusGlyph state={state} />
              <span className="numbers">{count}</span>
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}

function Members() {
  const { t } = useTranslation("overview");
  const query = useQuery(membersQuery(useProduction().id));
  return (
    <section className="max-w-sm">
      <h2 className="mb-2 text-form font-semibold">{t("members")}</h2>
      <QueryView query={query}>
        {({ results }) => (
          <ul className="rounded-md border border-line bg-panel">
            {results.map((member) => (
              <li key={member.person} className="flex justify-between border-line px-3 py-1.5 text-form not-first:border-t">
                {member.name}
                <span className="text-muted">{t(`shell:role.${member.role}`)}</span>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </section>
  );
}

function byState(shots: readonly ShotStanding[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { state } of shots) found.set(state, (found.get(state) ?? 0) + 1);
  return found;
}
