/** Ordering a stage with all that it stands on, for a shot, a scene or the film: what that makes, and its price, first. */
import { useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { filmScenesQuery, filmShotsQuery } from "../api/film";
import { pipelineQuery } from "../api/pipeline";
import type { components } from "../api/schema";
import { CostText } from "../provenance/cost-text";
import { ProvenanceStrip } from "../provenance/provenance-strip";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Checkbox } from "../ui/field";
import { ProblemNotice } from "../ui/problem-notice";
import { QueryView } from "../ui/query-view";
import { PlanLines } from "./plan-lines";
import { useStageTitle } from "../ui/stage-title";
import { chosenPlanQuery, quoteQuery } from "./queries";
import { isRefused, QuoteNote } from "./quote-note";
import { RangeFields, shotsOf, type Range } from "./range-fields";
import { keptShots, makesTakes, shotsToOrder, upTo } from "./reach";
import { usePlaceOrder } from "./use-place-order";
import "./words";

type Plan = components["schemas"]["Plan"];
type Published = components["schemas"]["PublishedPipeline"];

interface RunToHereProps {
  stage: string;
  /** Shots that are selected where it is opened. */
  selected?: readonly string[];
  onClose: () => void;
}

export function RunToHere({ stage, selected = [], onClose }: RunToHereProps) {
  const { t } = useTranslation("ordering");
  const { id } = useProduction();
  const [range, setRange] = useState<Range>({ scene: null, shot: null, selected: selected.length > 0 });
  const [withKept, setWithKept] = useState(false);
  const scenes = useQuery(filmScenesQuery(id));
  const film = useQuery(filmShotsQuery(id));
  const shots = useMemo(() => film.data?.filter(({ removed }) => !removed) ?? [], [film.data]);
  const pipeline = useQuery(pipelineQuery(id));
  const unread = [scenes, film, pipeline].find(({ isError }) => isError);
  const published = pipeline.data?.published;
  const wanted = useMemo(() => shotsOf(range, shots, selected), [range, shots, selected]);
  const whole = !range.selected && range.scene === null;
  const plan = useQuery({
    ...chosenPlanQuery(id, { shots: whole ? null : wanted, stages: [stage], variations: null }),
    enabled: film.isSuccess && wanted.length > 0,
  });
  const ordered = useMemo(
    () =>
      plan.data && published ? shotsToOrder(plan.data, new Set(wanted), makesTakes(published, stage), withKept) : [],
    [plan.data, published, wanted, stage, withKept],
  );
  const asked = { shots: ordered, stages: [stage], variations: null, includeApproved: withKept };
  const quote = useQuery({ ...quoteQuery(id, asked), enabled: ordered.length > 0 });
  const order = usePlaceOrder(id, onClose);
  const kept = plan.data ? keptShots(plan.data, new Set(wanted)) : 0;
  const title = useStageTitle();
  return (
    <Dialog
      title={t("title", { stage: title(stage) })}
      open
      onClose={onClose}
      width="medium"
      footer={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            kind="primary"
            autoFocus
            icon={<Play size={14} aria-hidden />}
            isDisabled={ordered.length === 0 || plan.isPlaceholderData || order.saving || isRefused(quote.data)}
            onPress={() => order.run(asked)}
          >
            {t("place", { count: ordered.length })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {order.problem && <ProblemNotice error={order.problem} inline />}
        <RangeFields
          scenes={scenes.data ?? []}
          shots={shots}
          selected={selected.length}
          range={range}
          onChange={(chosen) => setRange(chosen)}
        />
        {unread ? (
          <ProblemNotice error={unread.error} inline onRetry={() => void unread.refetch()} />
        ) : film.isSuccess && wanted.length === 0 ? (
          <p className="text-form text-muted">{t("no-shots")}</p>
        ) : (
          <QueryView query={plan}>
            {(told) => published && <Effect plan={told} published={published} stage={stage} />}
          </QueryView>
        )}
        {kept > 0 && (
          <Checkbox isSelected={withKept} onChange={setWithKept}>
            {t("with-kept", { count: kept })}
          </Checkbox>
        )}
        {ordered.length > 0 && <QuoteNote query={quote} />}
      </div>
    </Dialog>
  );
}

function Effect({ plan, published, stage }: { plan: Plan; published: Published; stage: string }) {
  const { t } = useTranslation("ordering");
  const title = useStageTitle();
  const order = published.nodes.map(({ id }) => id);
  const reached = order.filter((id) => upTo(published, stage).has(id)).map(title);
  return (
    <section aria-label={t("effect")} className="flex flex-col gap-3">
      <p className="text-body text-muted">{t("reaches", { stages: reached.join(" → ") })}</p>
      {plan.stages.length > 0 && <PlanLines lines={plan.stages} />}
      {plan.total.stages === 0 ? (
        <p className="text-form">{t("nothing")}</p>
      ) : (
        <>
          <p className="flex flex-wrap gap-x-2 text-form">
            {t("total", { count: plan.total.shots, stages: t("stages", { count: plan.total.stages }) })}
            {plan.total.cost && <CostText cost={plan.total.cost} />}
          </p>
          <ProvenanceStrip chains={plan.chains} />
        </>
      )}
    </section>
  );
}
