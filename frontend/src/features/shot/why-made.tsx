/** Why stages of the shot would be made now: from each event over what it changed to the stages, and what that costs. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { chosenPlanQuery } from "../../shared/ordering/queries";
import { ProvenanceStrip } from "../../shared/provenance/provenance-strip";
import { useProduction } from "../../shared/routing/use-production";

export function WhyMade({ shot }: { shot: string }) {
  const { t } = useTranslation("provenance");
  const { id, may, past } = useProduction();
  const plan = useQuery({
    ...chosenPlanQuery(id, { shots: [shot], stages: null, variations: null }),
    enabled: !past && may("generate").allowed,
  });
  // What stands in until a plan comes is another shot's.
  if (past || !plan.data || plan.isPlaceholderData || plan.data.chains.length === 0) return null;
  return (
    <div className="border-b border-line px-3 py-2">
      <h3 className="text-label font-medium text-muted">{t("title")}</h3>
      <ProvenanceStrip chains={plan.data.chains} />
    </div>
  );
}
