/** What a set would make run, as a whole, with the shots that it touches. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { namesQuery } from "../../shared/api/names";
import { setPlanQuery, type ChangeSet, type SetPlan } from "../../shared/change-sets/calls";
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
                    <ShotName shot={shot} />
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

/** A shot that only the set has leads nowhere yet. */
function ShotName({ shot: { shot, code } }: { shot: SetPlan["shots"][number] }) {
  const { id } = useProduction();
  const { data: names } = useQuery(namesQuery(id));
  const look = "numbers w-28 shrink-0";
  if (!names?.shots.has(shot)) return <span className={look}>{code}</span>;
  return (
    <Link
      to="/p/$production/shots/$shot"
      params={{ production: id, shot }}
      className={`${look} text-accent hover:underline`}
    >
      {code}
    </Link>
  );
}
