/** What is left for me to do: shots by when they are due, in each production, and what waits there for a review. */
import { queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { client, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { dayText, sayWork, today } from "../../shared/api/works";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { countOf, standingQuery } from "../../shared/standing/query";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { EmptyState } from "../../shared/ui/empty-state";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { PANEL } from "../../shared/ui/section";
import { Select } from "../../shared/ui/select";
import { Skeleton } from "../../shared/ui/skeleton";
import { toast } from "../../shared/ui/toast";
import "./words";

const myWorkQuery = queryOptions({
  queryKey: keys.myWork,
  queryFn: ({ signal }) => read(client.GET("/api/v1/me/work/", { signal })),
});

export function WorkPage() {
  const { t } = useTranslation("work");
  const query = useQuery({ ...myWorkQuery, refetchOnMount: "always" });
  useBreadcrumb({ label: t("shell:my-work") });
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-4 p-6 max-sm:p-3">
      <h1 className="text-display font-semibold">{t("shell:my-work")}</h1>
      <p className="text-form text-muted">{t("help")}</p>
      <QueryView query={query}>{({ productions }) => <Waiting productions={productions} />}</QueryView>
    </div>
  );
}

type Production = components["schemas"]["MyProductionShown"];
type Shot = Production["shots"][number];

const reviews = ({ role }: Production): boolean => role === "producer" || role === "reviewer";

/** The productions in which anything waits: shots of mine, or shots for a review. */
function Waiting({ productions }: { productions: readonly Production[] }) {
  const { t } = useTranslation("work");
  const standings = useQueries({ queries: productions.filter(reviews).map(({ id }) => standingQuery(id)) });
  const inReview = new Map(
    productions.filter(reviews).map(({ id }, at) => {
      const standing = standings[at]?.data;
      return [id, standing ? countOf(standing, "in review") : 0];
    }),
  );
  const waiting = productions.filter(({ id, shots }) => shots.length > 0 || (inReview.get(id) ?? 0) > 0);
  if (waiting.length === 0)
    return standings.some(({ isPending }) => isPending) ? (
      <Skeleton />
    ) : (
      <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
    );
  return waiting.map((production) => (
    <OneProduction key={production.id} production={production} inReview={inReview.get(production.id) ?? 0} />
  ));
}

function OneProduction({ production, inReview }: { production: Production; inReview: number }) {
  const { t } = useTranslation("work");
  const { shots } = production;
  const late = shots.filter(({ due }) => due !== null && due < today()).length;
  return (
    <article className={`${PANEL} flex flex-col gap-2 p-3`}>
      <header className="flex flex-wrap items-baseline gap-3">
        <h2 dir="auto" className="text-title font-semibold">
          {production.name}
        </h2>
        {shots.length > 0 && <span className="text-body text-muted">{t("shots", { count: shots.length })}</span>}
        {late > 0 && (
          <span className="text-body">
            <span aria-hidden className="mr-1 text-failed">
              !
            </span>
            {t("late", { count: late })}
          </span>
        )}
        <span className="flex-1" />
        {inReview > 0 && (
          <Link to={`/p/${production.id}/review` as "/productions"} className="text-form text-accent underline">
            {t("review", { count: inReview })}
          </Link>
        )}
      </header>
      {shots.length === 0 ? (
        <p className="text-form text-muted">{t("none-here")}</p>
      ) : (
        <ul>
          {shots.map((shot) => (
            <OneShot key={shot.id} production={production} shot={shot} />
          ))}
        </ul>
      )}
    </article>
  );
}

const NOTHING = "-";

function OneShot({ production, shot }: { production: Production; shot: Shot }) {
  const { t } = useTranslation("work");
  const say = useCommand({
    call: (status: string, key) =>
      sayWork(
        production.id,
        [{ shot: shot.id, version: shot.version, status: status === NOTHING ? null : status }],
        key,
      ),
    onDone: (_, status) =>
      toast(
        t("said", {
          shot: shot.code,
          status: production.statuses.find(({ id }) => id === status)?.name ?? t("no-status"),
        }),
      ),
    renews: [keys.myWork, keys.session, keys.works(production.id)],
  });
  const { status } = shot;
  const late = shot.due !== null && shot.due < today();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line/60 py-1.5 text-form">
      <Link to={`/p/${production.id}/shots/${shot.id}` as "/productions"} className="numbers text-accent underline">
        {shot.code}
      </Link>
      <span dir="auto" title={shot.description} className="min-w-40 flex-1 truncate text-muted">
        {shot.description}
      </span>
      {shot.priority && <span>{t(`priorities.${shot.priority}`)}</span>}
      <span className="numbers whitespace-nowrap">
        {late && (
          <span className="mr-1 font-medium">
            <span aria-hidden className="mr-1 text-failed">
              !
            </span>
            {t("late")}
          </span>
        )}
        {shot.due === null ? t("no-day") : shot.due === today() ? t("today") : dayText(shot.due)}
      </span>
      <Select
        label={t("status-of", { shot: shot.code })}
        labelHidden
        className="w-40"
        value={status?.id ?? NOTHING}
        onChange={say.run}
        isDisabled={say.saving}
        options={[
          { value: NOTHING, label: t("no-status") },
          ...(status?.retired ? [{ value: status.id, label: t("retired", { status: status.name }) }] : []),
          ...production.statuses.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {say.problem && (
        <div className="w-full">
          <ProblemNotice error={say.problem} inline />
        </div>
      )}
    </li>
  );
}
