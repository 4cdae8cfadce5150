/** How a production stands, to be read at a glance: how far it is, what waits, what it costs, what happened; then its people and settings. */
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { Latest } from "./latest";
import { People } from "./people";
import { Predictions } from "./predictions";
import { Settings } from "./settings";
import { Shots } from "./shots";
import "./words";

export function OverviewPage() {
  const { t } = useTranslation("overview");
  const { production } = useProduction();
  useBreadcrumb({ label: t("title") });
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-6 p-6">
      <h1 className="text-display font-semibold">{production?.name ?? t("title")}</h1>
      <Shots />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_25rem]">
        <Latest />
        <div className="flex flex-col gap-6">
          <People />
          <Predictions />
          {production && <Settings production={production} />}
        </div>
      </div>
    </div>
  );
}
