/** What work costs: what is expected, and beside it the range; in money where somebody set a rate. */
import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";
import { isFree, Money, Seconds } from "../ui/figures";

type Cost = components["schemas"]["Cost"];

export function CostText({ cost }: { cost: Cost }) {
  const { t } = useTranslation("provenance");
  if (!cost.seconds) return null;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5" title={t("cost-help")}>
      {t("about")} <Seconds value={cost.seconds.expected} />
      <span className="text-muted">
        (<Seconds value={cost.seconds} />)
      </span>
      {cost.price && !isFree(cost.price) && <Money value={cost.price} />}
      {cost.basis !== "measured" && (
        <span className="text-muted" title={t(`basis.${cost.basis}-help`)}>
          {t(`basis.${cost.basis}`)}
        </span>
      )}
    </span>
  );
}
