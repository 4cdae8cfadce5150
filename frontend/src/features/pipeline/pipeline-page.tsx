/** The pipeline: its stages as a list, what makes the take, and how a draft becomes what the film goes by. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Workflow } from "lucide-react";
import { useTranslation } from "react-i18next";
import { pipelineQuery } from "../../shared/api/pipeline";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { EmptyState } from "../../shared/ui/empty-state";
import { QueryView } from "../../shared/ui/query-view";
import { DraftBar } from "./draft-bar";
import { GraphView } from "./graph-view";
import { Outputs } from "./outputs";
import type { Pipeline, Problem } from "./queries";
import { StageList } from "./stage-list";
import { Toolbar } from "./toolbar";
import { useEditing } from "./use-editing";
import "./words";

const route = getRouteApi("/in/p/$production/pipeline");

export function PipelinePage() {
  const { t } = useTranslation("pipeline");
  const query = useQuery(pipelineQuery(useProduction().id));
  useBreadcrumb({ label: t("title") });
  return (
    <section aria-label={t("title")} className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">{t("title")}</h1>
      <QueryView query={query}>{(pipeline) => <Shown pipeline={pipeline} />}</QueryView>
    </section>
  );
}

function Shown({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useTranslation("pipeline");
  const { of, stage } = route.useSearch();
  const navigate = route.useNavigate();
  const editing = useEditing(pipeline);
  const drafted = of !== "published";
  const go = (search: { of?: "published" | undefined; stage?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...search }) as typeof before, replace: true });
  const graph = drafted ? editing.graph : pipeline.published;
  const problems = drafted ? editing.problems : [];
  const change = drafted && editing.may.allowed ? editing.change : undefined;
  return (
    <>
      <Toolbar
        pipeline={pipeline}
        editing={editing}
        drafted={drafted}
        onShow={(draft) => go({ of: draft ? undefined : "published" })}
        onStage={(added) => go({ stage: added })}
      />
      <div className="flex min-h-0 flex-1">
        <div className="flex min-h-0 w-full min-w-0 flex-col lg:w-[27rem] lg:shrink-0">
          <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
            {drafted && !editing.may.allowed && editing.may.reason && (
              <p className="text-body text-muted">{editing.may.reason}</p>
            )}
            {drafted && (
              <DraftNotice draft={editing.kept} base={{ version: pipeline.version, graph: pipeline.draft }} />
            )}
            <OfTheWhole problems={problems} />
            {graph.nodes.length === 0 ? (
              <EmptyState icon={<Workflow size={28} aria-hidden />} title={t("empty.title")}>
                {t("empty.text")}
              </EmptyState>
            ) : (
              <StageList
                graph={graph}
                kinds={pipeline.kinds}
                problems={problems}
                published={pipeline.published}
                open={stage}
                onOpen={(open) => go({ stage: open })}
                onChange={change}
              />
            )}
            <Outputs graph={graph} kinds={pipeline.kinds} onChange={change} />
          </div>
          {drafted && <DraftBar editing={editing} />}
        </div>
        {graph.nodes.length > 0 && (
          <GraphView
            graph={graph}
            kinds={pipeline.kinds}
            problems={problems}
            open={stage}
            onOpen={(open) => go({ stage: open })}
            onChange={change}
          />
        )}
      </div>
    </>
  );
}

/** What is wrong with the whole rather than with one stage. */
function OfTheWhole({ problems }: { problems: readonly Problem[] }) {
  const whole = problems.filter(({ node }) => node === null);
  if (whole.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 rounded-md border border-line border-l-2 border-l-failed bg-panel p-2 text-body">
      {whole.map(({ text }) => (
        <li key={text}>
          <span aria-hidden className="mr-1.5 text-failed">
            ✕
          </span>
          {text}
        </li>
      ))}
    </ul>
  );
}
