/** The script: the present, which one writes on, or how it stood at a moment of the past. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { QueryView } from "../../shared/ui/query-view";
import { Desk } from "./desk";
import { PastScript } from "./past-script";
import { scriptQuery } from "./queries";
import "./texts";

export function ScriptPage() {
  const { t } = useTranslation("script");
  const { at } = useProduction();
  useBreadcrumb({ label: t("title") });
  return (
    <section className="flex min-h-0 flex-1 flex-col" aria-label={t("title")}>
      <h1 className="sr-only">{t("title")}</h1>
      {at === null ? <Present /> : <PastScript at={at} />}
    </section>
  );
}

function Present() {
  const query = useQuery(scriptQuery(useProduction().id));
  return (
    <QueryView query={query}>
      {(script) => <Desk script={script} refetch={async () => (await query.refetch()).data} />}
    </QueryView>
  );
}
