/** The models of the studio: a list, and the open one. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../../shared/api/session";
import { useShortcut } from "../../shared/keys/registry";
import { modelsQuery } from "../../shared/parameters/models";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { Button } from "../../shared/ui/button";
import { QueryView } from "../../shared/ui/query-view";
import { AddDialog } from "./add-dialog";
import { Additions } from "./additions";
import { ModelDetail } from "./model-detail";
import { ModelList, NoModels } from "./model-list";
import { WorkflowDialog } from "./workflow-dialog";
import "./words";

const route = getRouteApi("/in/models/{-$model}");

export function ModelsPage() {
  const { t } = useTranslation("models");
  const { model } = route.useParams() as { model?: string };
  const { add = false, workflow = false } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(modelsQuery);
  const studio = useQuery(sessionQuery).data?.person?.studio ?? false;
  const open = () => void navigate({ search: { add: true } });
  const shown = query.data?.find(({ id }) => id === model);
  useBreadcrumb({ label: t("title") }, ...(shown ? [{ label: shown.name }] : []));
  useShortcut({ id: "models.add", label: t("add"), group: t("title"), keys: "n", enabled: studio, run: open });
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 p-6">
      {!model && (
        <header className="flex items-center gap-2">
          <h1 className="flex-1 text-display font-semibold">{t("title")}</h1>
          {studio && <Button onPress={() => void navigate({ search: { workflow: true } })}>{t("workflow.add")}</Button>}
          {studio && (
            <Button kind="primary" icon={<Plus size={14} aria-hidden />} onPress={open}>
              {t("add")}
            </Button>
          )}
        </header>
      )}
      {!model && <p className="text-form text-muted">{t("help")}</p>}
      {studio && <Additions models={query.data ?? []} only={model} />}
      <QueryView
        query={query}
        isEmpty={(rows) => rows.length === 0 && !model}
        empty={<NoModels studio={studio} onAdd={open} />}
      >
        {(rows) => (model ? <ModelDetail model={shown} /> : <ModelList rows={rows} />)}
      </QueryView>
      {studio && workflow && <WorkflowDialog models={query.data ?? []} onClose={() => void navigate({ search: {} })} />}
      {studio && add && <AddDialog models={query.data ?? []} onClose={() => void navigate({ search: {} })} />}
    </div>
  );
}
