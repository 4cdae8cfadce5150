/** Generating one shot: what would run, why, and at what price, before anything is ordered. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { client, idempotent, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { Seconds } from "../../shared/ui/figures";
import { CostText } from "../../shared/provenance/cost-text";
import { ProvenanceStrip } from "../../shared/provenance/provenance-strip";
import { stagesQuery } from "../../shared/api/stages";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { toast } from "../../shared/ui/toast";
import { Cause } from "../../shared/ui/event-link";
import type { Shot } from "../../shared/api/shots";

type Plan = components["schemas"]["Plan"];

const planQuery = (production: string, shot: string) =>
  queryOptions({
    queryKey: keys.plan(production, { only: shot }),
    queryFn: ({ signal }) =>
      read(
        client.GET("/api/v1/productions/{production}/plan/", {
          params: { path: { production }, query: { shot } },
          signal,
        }),
      ),
  });

export function GenerateDialog({ shot, onClose }: { shot: Shot; onClose: () => void }) {
  const { t } = useTranslation("shot");
  const { id } = useProduction();
  const [withKept, setWithKept] = useState(false);
  const query = useQuery(planQuery(id, shot.id));
  const kept = query.data?.stages.some((line) => line.verdict === "pinned") ?? false;
  const blocked = query.data?.stages.some((line) => line.verdict === "blocked") ?? false;
  const order = useCommand({
    call: (_: null, key) =>
      read(client.POST("/api/v1/productions/{production}/orders/", {
        params: { path: { production: id } },
        headers: idempotent(key),
        body: { shots: [shot.id], stages: null, variations: null, include_approved: withKept, held: false, reason: "" },
      })), // prettier-ignore
    onDone: () => {
      toast(t("generate.ordered", { code: shot.code }));
      onClose();
    },
    renews: [keys.orders(id), keys.stages(id)],
  });
  const ready = (query.data?.stages.length ?? 0) > 0 && (!kept || withKept) && !blocked;
  return (
    <Dialog
      title={t("generate.title", { code: shot.code })}
      open
      width="medium"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" isDisabled={!ready || order.saving} onPress={() => order.run(null)}>
            {t("generate.action")}
            {query.data?.total.cost?.seconds && ready && <Seconds value={query.data.total.cost.seconds.expected} />}
          </Button>
        </>
      }
    >
      <QueryView
        query={query}
        isEmpty={(plan) => plan.stages.length === 0}
        empty={<p className="text-form text-muted">{t("generate.nothing")}</p>}
      >
        {(plan) => <Lines plan={plan} />}
      </QueryView>
      {kept && (
        <div className="mt-3">
          <Checkbox isSelected={withKept} onChange={setWithKept}>
            {t("generate.kept")}
          </Checkbox>
        </div>
      )}
      {order.problem && (
        <div className="mt-3">
          <ProblemNotice error={order.problem} inline onRetry={() => order.run(null)} />
        </div>
      )}
    </Dialog>
  );
}

function Lines({ plan }: { plan: Plan }) {
  const { t } = useTranslation("shot");
  const { id } = useProduction();
  const columns = useQuery(stagesQuery(id)).data?.columns ?? [];
  return (
    <>
      <table className="w-full text-form">
        <thead>
          <tr className="text-left text-label text-muted">
            <th className="pb-1 font-medium">{t("generate.stage")}</th>
            <th className="pb-1 font-medium">{t("generate.verdict")}</th>
            <th className="pb-1 text-right font-medium">{t("generate.cost")}</th>
          </tr>
        </thead>
        <tbody>
          {plan.stages.map((line) => (
            <tr key={line.stage} className="border-t border-line align-top">
              <td className="py-1 pr-3 whitespace-nowrap">
                {columns.find((column) => column.stage === line.stage)?.title ?? line.stage}
              </td>
              <td className="py-1 pr-3">
                {t(`generate.verdicts.${line.certain ? "run" : line.verdict}`)}
                {line.reason && !line.since && <span className="text-muted"> · {line.reason}</span>}
                {line.since && <Cause cause={line.since} />}
              </td>
              <td className="py-1 text-right">
                <Cost cost={line.cost} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="mt-3">
        <ProvenanceStrip chains={plan.chains} />
      </div>
    </>
  );
}

function Cost({ cost }: { cost: components["schemas"]["Cost"] | null }) {
  return cost && <CostText cost={cost} />;
}
