/** What a change set would add, in one line: stages, shots, approved ones that it touches, and the cost as plans tell it. */
import { useTranslation } from "react-i18next";
import type { components } from "../../shared/api/schema";
import { CostText } from "../../shared/provenance/cost-text";

interface PlanLineProps {
  plan: { plan: components["schemas"]["PlanAfter"]; approved: number; in_the_way: number; over?: string | null };
}

export function PlanLine({ plan: { plan, approved, in_the_way: blocked, over } }: PlanLineProps) {
  const { t } = useTranslation("change-sets");
  const { added, spared } = plan;
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-body">
      <span>
        {added.stages > 0
          ? t("plan.of", { count: added.shots, stages: t("plan.stages", { count: added.stages }) })
          : t(plan.stages > 0 ? "plan.nothing-more" : "plan.nothing")}
      </span>
      {added.stages > 0 && added.cost && <CostText cost={added.cost} />}
      {spared.stages > 0 && <span className="text-muted">{t("plan.spares", { count: spared.stages })}</span>}
      {approved > 0 && <span>{t("plan.approved", { count: approved })}</span>}
      {blocked > 0 && (
        <span>
          <span aria-hidden className="mr-1 text-failed">
            ✕
          </span>
          {t("in-the-way", { count: blocked })}
        </span>
      )}
      {over && <span className="text-muted">{over}</span>}
    </span>
  );
}
