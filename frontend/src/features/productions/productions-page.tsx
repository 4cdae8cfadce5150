/** The productions in which one is a member, and creating one. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Clapperboard, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { productionsQuery, type Production } from "../../shared/api/productions";
import { useShortcut } from "../../shared/keys/registry";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { SearchField } from "../../shared/ui/field";
import { QueryView } from "../../shared/ui/query-view";
import { NewProduction } from "./new-production";
import { ProductionCard } from "./production-card";

const route = getRouteApi("/in/productions");

export function ProductionsPage() {
  const { t } = useTranslation("productions");
  const { find = "", new: creating = false } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(productionsQuery);
  const open = () => void navigate({ search: (search) => ({ ...search, new: true }) });
  const close = () => void navigate({ search: ({ find }) => (find ? { find } : {}) });
  useBreadcrumb({ label: t("title") });
  useShortcut({ id: "productions.new", label: t("new"), group: t("title"), keys: "n", run: open });
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-3 p-6">
      <header className="flex flex-wrap items-center gap-2">
        <h1 className="flex-1 text-title font-semibold whitespace-nowrap">{t("title")}</h1>
        {(query.data?.length ?? 0) > 0 && (
          <SearchField
            label={t("find")}
            value={find}
            onChange={(text) => void navigate({ search: (search) => ({ ...search, find: text }), replace: true })}
            className="w-56"
          />
        )}
        <Button kind="primary" size="small" icon={<Plus size={14} aria-hidden />} onPress={open}>
          {t("new")}
        </Button>
      </header>
      <QueryView query={query} isEmpty={(rows) => rows.length === 0} empty={<Nothing onCreate={open} />}>
        {(rows) => <Wall rows={rows.filter((row) => row.name.toLowerCase().includes(find.toLowerCase()))} />}
      </QueryView>
      <NewProduction open={creating} onClose={close} />
    </div>
  );
}

function Wall({ rows }: { rows: readonly Production[] }) {
  const { t } = useTranslation("productions");
  if (rows.length === 0) return <p className="py-8 text-center text-form text-muted">{t("nothing-found")}</p>;
  return (
    <ul aria-label={t("title")} className="grid grid-cols-[repeat(auto-fill,minmax(16rem,1fr))] gap-4">
      {rows.map((row) => (
        <ProductionCard key={row.id} production={row} />
      ))}
    </ul>
  );
}

function Nothing({ onCreate }: { onCreate: () => void }) {
  const { t } = useTranslation("productions");
  return (
    <EmptyState
      title={t("empty.title")}
      icon={<Clapperboard size={32} aria-hidden />}
      action={
        <Button kind="primary" onPress={onCreate}>
          {t("new")}
        </Button>
      }
    >
      {t("empty.text")}
    </EmptyState>
  );
}
