/** What a production may spend, what it has, and where that went. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { spendingQuery } from "../../shared/api/spending";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { EmptyState } from "../../shared/ui/empty-state";
import { QueryView } from "../../shared/ui/query-view";
import { Balance } from "./balance";
import { costsQuery } from "./queries";
import { RulesForm } from "./rules-form";
import { WhereItWent } from "./where-it-went";
import "./words";

export function CostsPage() {
  const { t } = useTranslation("costs");
  const { production, may } = useProduction();
  useBreadcrumb({ label: t("title") });
  const seen = may("see_costs");
  if (production && !seen.allowed)
    return (
      <EmptyState whole title={t("not-seen")}>
        {seen.reason}
      </EmptyState>
    );
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-6 p-6">
      <h1 className="text-display font-semibold">{t("title")}</h1>
      {production && <Parts />}
    </div>
  );
}

function Parts() {
  const { id } = useProduction();
  const rules = useQuery(spendingQuery(id));
  const costs = useQuery(costsQuery(id));
  return (
    <QueryView query={rules}>
      {(known) => (
        <>
          <Balance rules={known} />
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
            <QueryView query={costs}>{(found) => <WhereItWent costs={found} />}</QueryView>
            <RulesForm rules={known} />
          </div>
        </>
      )}
    </QueryView>
  );
}
