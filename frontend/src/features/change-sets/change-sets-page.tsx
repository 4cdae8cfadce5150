/** Change sets: all of them at the left, the open one beside it, or two compared. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Layers } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeSetsQuery } from "../../shared/change-sets/calls";
import { useShortcut } from "../../shared/keys/registry";
import { classes } from "../../shared/lib/classes";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { QueryView } from "../../shared/ui/query-view";
import { Compared } from "./compared";
import { NewSet } from "./new-set";
import { SetDetail } from "./set-detail";
import { SetList } from "./set-list";

const route = getRouteApi("/in/p/$production/change-sets/{-$set}");

export function ChangeSetsPage() {
  const { t } = useTranslation("change-sets");
  const { set } = route.useParams() as { set?: string };
  const other = route.useSearch().with;
  const navigate = route.useNavigate();
  const { id, may } = useProduction();
  const [adding, setAdding] = useState(false);
  const query = useQuery(changeSetsQuery(id));
  const sets = query.data ?? [];
  const open = (chosen: string | undefined, compared?: string) =>
    void navigate({ params: { set: chosen } as never, search: compared ? { with: compared } : {} });
  const step = (by: number) => {
    const index = sets.findIndex((each) => each.id === set);
    open(sets[Math.min(Math.max(index === -1 ? 0 : index + by, 0), sets.length - 1)]?.id);
  };
  const begin = may("gather_changes");
  const shown = sets.find((each) => each.id === set);
  useBreadcrumb({ label: t("title") }, ...(shown ? [{ label: shown.name }] : []));
  useShortcut({ id: "change-sets.next", label: t("next"), group: t("title"), keys: "j", run: () => step(1) });
  useShortcut({ id: "change-sets.previous", label: t("previous"), group: t("title"), keys: "k", run: () => step(-1) });
  useShortcut({
    id: "change-sets.new",
    label: t("new.title"),
    group: t("title"),
    keys: "n",
    enabled: begin.allowed,
    run: () => setAdding(true),
  });
  return (
    <section aria-label={t("title")} className="flex min-h-0 flex-1">
      <h1 className="sr-only">{t("title")}</h1>
      <SetList query={query} selected={set} onSelect={open} begin={begin} onAdd={() => setAdding(true)} />
      <div className={classes("flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto", !set && "max-md:hidden")}>
        {set && other ? (
          <Compared key={`${set} ${other}`} first={set} second={other} onClose={() => open(set)} />
        ) : set ? (
          <SetDetail key={set} id={set} others={sets} onCompare={(with_) => open(set, with_)} />
        ) : (
          <QueryView query={query}>
            {(all) => (
              <EmptyState
                icon={<Layers size={28} aria-hidden />}
                title={all.length > 0 ? t("pick.title") : t("empty.title")}
                {...(all.length === 0 && begin.allowed
                  ? { action: <Button onPress={() => setAdding(true)}>{t("new.title")}</Button> }
                  : {})}
              >
                {all.length > 0 ? t("pick.text") : t("empty.text")}
              </EmptyState>
            )}
          </QueryView>
        )}
      </div>
      {adding && <NewSet onClose={() => setAdding(false)} onMade={open} />}
    </section>
  );
}
