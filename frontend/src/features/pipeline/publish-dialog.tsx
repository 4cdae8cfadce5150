/** Publishing, once one has seen what the film would need made then, and what that costs. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Money, Seconds } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { toast } from "../../shared/ui/toast";
import { effectQuery, publish, type Pipeline } from "./queries";

export function PublishDialog({ pipeline, onClose }: { pipeline: Pipeline; onClose: () => void }) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  const effect = useQuery(effectQuery(id, pipeline.version));
  const command = useCommand({
    call: (version: number, key) => publish(id, version, key),
    onDone: (done) => {
      toast(t("publish.done", { version: done.published.version }));
      onClose();
    },
    renews: [keys.pipeline(id)],
  });
  const send = () => command.run(pipeline.version);
  return (
    <Dialog
      title={t("publish.title")}
      open
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          {!command.problem?.conflict && (
            <Button kind="primary" onPress={send} isDisabled={command.saving || effect.isPending}>
              {command.saving ? t("common:saving") : t("publish.do")}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3 text-form">
        <p className="text-muted">{t("publish.text")}</p>
        <QueryView query={effect}>{(plan) => plan && <Effect plan={plan} />}</QueryView>
        <SaveProblem problem={command.problem} onMine={send} onTheirs={onClose} />
      </div>
    </Dialog>
  );
}

function Effect({ plan }: { plan: NonNullable<Pipeline["plan"]> }) {
  const { t } = useTranslation("pipeline");
  const { added, spared } = plan;
  return (
    <ul className="flex flex-col gap-1 rounded-md border border-line border-l-2 border-l-stale bg-stale/12 p-2">
      <li className="flex flex-wrap gap-x-2">
        {added.stages === 0
          ? t("publish.nothing")
          : t("publish.adds", { count: added.shots, stages: t("publish.stages", { count: added.stages }) })}
        {added.stages > 0 && <Price cost={added.cost} />}
      </li>
      {spared.stages > 0 && <li>{t("publish.spares", { count: spared.stages })}</li>}
      {plan.approved > 0 && <li>{t("publish.approved", { count: plan.approved })}</li>}
      <li className="flex flex-wrap gap-x-2 text-muted">
        {t("publish.whole", { count: plan.shots, stages: t("publish.stages", { count: plan.stages }) })}
        {plan.stages > 0 && <Price cost={plan.cost} />}
      </li>
    </ul>
  );
}

function Price({ cost }: { cost: NonNullable<Pipeline["plan"]>["cost"] }) {
  if (!cost) return null;
  return (
    <>
      {cost.seconds && <Seconds value={cost.seconds} />}
      {cost.price && <Money value={cost.price} />}
    </>
  );
}
