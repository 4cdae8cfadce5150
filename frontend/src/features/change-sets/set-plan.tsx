/** What a set would make run, as a whole, with the shots that it touches. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { setPlanQuery, type ChangeSet } from "../../shared/change-sets/calls";
import { useProduction } from "../../shared/routing/use-production";
import { QueryView } from "../../shared/ui/query-view";
import { Scrolling } from "../../shared/ui/scrolling";
import { Section } from "../../shared/ui/section";
import { PlanLine } from "./plan-line";

export function SetPlanPart({ set }: { set: ChangeSet }) {
  const { t } = useTranslation("change-sets");
  const { id } = useProduction();
  const query = useQuery(setPlanQuery(id, set.id));
  return (
    <Section title={t("plan.title")}>
      <QueryView query={query}>
        {(plan) => (
          <div className="flex flex-col gap-2">
            <PlanLine plan={plan} />
            {plan.in_the_way > 0 && <p className="text-body text-muted">{t("plan.without")}</p>}
            {plan.shots.length > 0 && (
              <Scrolling
                as="ul"
                className="max-h-72 rounded-md border border-line bg-panel"
                aria-label={t("plan.shots")}
              >
                {plan.shots.map((shot) => (
                  <li key={shot.shot} className="flex items-center gap-3 px-3 py-1 text-body">
                    <Link
                      to="/p/$production/shots/$shot"
                      params={{ production: id, shot: shot.shot }}
                      className="numbers w-28 shrink-0 text-accent hover:underline"
                    >
                      {shot.code}
                    </Link>
                    <span className="text-muted">
                      {shot.approved ? t("plan.kept") : t("plan.stages", { count: shot.stages })}
                    </span>
                  </li>
                ))}
              </Scrolling>
            )}
          </div>
        )}
      </QueryView>
    </Section>
  );
}
