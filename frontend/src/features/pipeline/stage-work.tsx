/** What became of the work of a stage: made or met again, what it cost last, and what was spent on it in all. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { components } from "../../shared/api/schema";
import { useProduction } from "../../shared/routing/use-production";
import { isFree, Money, RelativeTime, Seconds } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { spentQuery, workQuery } from "./queries";

type Work = components["schemas"]["StageWork"];

export function StageWork({ stage }: { stage: string }) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  return (
    <section aria-label={t("work.title")} className="flex flex-col gap-1 border-t border-line pt-2 text-body">
      <h4 className="text-label font-medium text-muted">{t("work.title")}</h4>
      <QueryView query={useQuery(workQuery(id))}>
        {({ orders, stages }) => {
          const work = stages.find((each) => each.stage === stage);
          return work && <Told work={work} orders={orders} />;
        }}
      </QueryView>
      <SpentOn stage={stage} />
    </section>
  );
}

function Told({ work, orders }: { work: Work; orders: number }) {
  const { t } = useTranslation("pipeline");
  const { made, met_here: here, met_elsewhere: elsewhere, last } = work;
  const all = made + here + elsewhere;
  if (all === 0) return <p className="text-muted">{t("work.none")}</p>;
  const share = (here + elsewhere) / all;
  return (
    <>
      <p title={t("work.lately", { count: orders })}>
        {t("work.made", { count: made })} {t("work.met", { count: here + elsewhere, share })}
      </p>
      {elsewhere > 0 && <p className="text-muted">{t("work.elsewhere", { count: elsewhere })}</p>}
      {last && (
        <p className="flex flex-wrap gap-x-2">
          {t("work.last")} <RelativeTime at={last.at} />
          {last.seconds !== null && <Seconds value={last.seconds} />}
          {last.spent && !isFree(last.spent) && <Money value={last.spent} />}
          <span className="text-muted">{t("work.on", { device: last.device_class })}</span>
        </p>
      )}
    </>
  );
}

/** Who sees no costs is told nothing of them. */
function SpentOn({ stage }: { stage: string }) {
  const { t } = useTranslation("pipeline");
  const { id, may } = useProduction();
  const { data } = useQuery({ ...spentQuery(id), enabled: may("see_costs").allowed });
  const share = data?.stages.find(({ of }) => of === stage);
  if (!share) return null;
  return (
    <p className="flex flex-wrap gap-x-2 text-muted">
      {t("work.spent", { count: share.stages })} <Seconds value={share.seconds} />{" "}
      {!isFree(share.spent) && <Money value={share.spent} />}
    </p>
  );
}
