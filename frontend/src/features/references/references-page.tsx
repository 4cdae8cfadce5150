/** The library: characters, places, props and styles at the left, the open one beside it, a shot's cast in the inspector. */
import { getRouteApi } from "@tanstack/react-router";
import { UsersRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { classes } from "../../shared/lib/classes";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { EmptyState } from "../../shared/ui/empty-state";
import { QueryView } from "../../shared/ui/query-view";
import { Skeleton } from "../../shared/ui/skeleton";
import { CastPanel } from "./cast-panel";
import { NewReference } from "./new-reference";
import { ReferenceDetail } from "./reference-detail";
import { ReferenceList, sifted } from "./reference-list";
import { useReferences, useReferencesSearch } from "./use-references";
import "./words";

const route = getRouteApi("/in/p/$production/references/{-$reference}");

export function ReferencesPage() {
  const { t } = useTranslation("references");
  const { reference } = route.useParams() as { reference?: string };
  const { search, open } = useReferencesSearch();
  const [adding, setAdding] = useState(false);
  const { may } = useProduction();
  const query = useReferences(search.removed === true);
  const rows = sifted(query.data ?? [], search);
  const shown = query.data?.find(({ id }) => id === reference);
  const step = (by: number) => {
    const index = rows.findIndex(({ id }) => id === reference);
    open(rows[Math.min(Math.max(index === -1 ? 0 : index + by, 0), rows.length - 1)]?.id);
  };
  useBreadcrumb({ label: t("title") }, ...(shown ? [{ label: shown.name }] : []));
  useShortcut({ id: "references.next", label: t("next"), group: t("title"), keys: "j", run: () => step(1) });
  useShortcut({ id: "references.previous", label: t("previous"), group: t("title"), keys: "k", run: () => step(-1) });
  useShortcut({
    id: "references.add",
    label: t("add.title"),
    group: t("title"),
    keys: "n",
    enabled: may("add_reference").allowed,
    run: () => setAdding(true),
  });
  return (
    <section aria-label={t("title")} className="flex min-h-0 flex-1">
      <h1 className="sr-only">{t("title")}</h1>
      <ReferenceList query={query} rows={rows} selected={reference} onAdd={() => setAdding(true)} />
      <div className={classes("flex min-h-0 min-w-0 flex-1 flex-col", !reference && "max-md:hidden")}>
        {reference ? (
          <ReferenceDetail key={reference} id={reference} known={shown} />
        ) : (
          <QueryView query={query} skeleton={<Skeleton />}>
            {(all) => (
              <EmptyState
                title={all.length > 0 ? t("pick.title") : t("empty.title")}
                icon={<UsersRound size={28} aria-hidden />}
              >
                {all.length > 0 ? t("pick.text") : t("empty.text")}
              </EmptyState>
            )}
          </QueryView>
        )}
      </div>
      {search.shot && <CastPanel key={search.shot} shot={search.shot} />}
      <NewReference open={adding} onClose={() => setAdding(false)} onMade={open} />
    </section>
  );
}
