/** A plan in one line: stages that will run, that may, shots that stay, device-seconds and price. */
import { useTranslation } from "react-i18next";
import { CostText } from "../provenance/cost-text";
import type { Estimate } from "./estimate";
import "./words";

export function PlanFigures({ found }: { found: Estimate }) {
  const { t } = useTranslation("ordering");
  if (found.run + found.mayRun === 0)
    return (
      <span className="text-muted">
        {found.blocked > 0
          ? t("plan.blocked", { count: found.blocked })
          : found.kept > 0
            ? t("plan.kept", { count: found.kept })
            : t("plan.nothing")}
      </span>
    );
  return (
    <span className="flex flex-wrap items-center gap-x-3 text-body">
      <span title={t("plan.run-help")}>{t("plan.run", { count: found.run })}</span>
      {found.mayRun > 0 && (
        <span title={t("plan.may-run-help")} className="text-muted">
          {t("plan.may-run", { count: found.mayRun })}
        </span>
      )}
      {found.kept > 0 && <span className="text-muted">{t("plan.kept", { count: found.kept })}</span>}
      {found.blocked > 0 && <span>{t("plan.blocked", { count: found.blocked })}</span>}
      {found.seconds && (
        <CostText cost={{ seconds: found.seconds, price: found.price, device_class: "", basis: found.basis }} />
      )}
    </span>
  );
}
