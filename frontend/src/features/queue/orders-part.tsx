/** Open orders: how far each is and how urgent; what is held waits for its release. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isOpenOrder, ordersQuery } from "../../shared/api/stages";
import { HeldNote } from "../../shared/ordering/held-note";
import { PlanLines } from "../../shared/ordering/plan-lines";
import { chosenPlanQuery } from "../../shared/ordering/queries";
import { ProvenanceStrip } from "../../shared/provenance/provenance-strip";
import { useProduction, type May } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { PANEL, Section } from "../../shared/ui/section";
import { Select } from "../../shared/ui/select";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { usePrioritise, useRelease, type Order, type Priority, type Queue } from "./queries";

const PRIORITIES: readonly Priority[] = ["high", "normal", "low"];

export function OrdersPart({ can }: { can: Queue["can"] }) {
  const { t } = useTranslation("queue");
  const { id } = useProduction();
  const { data = [] } = useQuery(ordersQuery(id));
  const open = data.filter(isOpenOrder);
  if (open.length === 0) return null;
  return (
    <Section title={t("orders.title")}>
      <ul className={PANEL}>
        {open.map((order) => (
          <OrderRow key={order.id} order={order} can={can} />
        ))}
      </ul>
    </Section>
  );
}

function OrderRow({ order, can }: { order: Order; can: Queue["can"] }) {
  const { t } = useTranslation("queue");
  const { id } = useProduction();
  const prioritise = usePrioritise(id);
  const { allowed, reason } = can.prioritise;
  const { jobs } = order;
  const through = jobs.done + jobs.reused + jobs.failed + jobs.skipped + jobs.cancelled;
  return (
    <li className="flex flex-wrap items-center gap-4 border-line px-3 py-2 compact:py-1 not-first:border-t">
      <StatusGlyph state={order.state} className="w-28" />
      <span className="w-24">{t("orders.shots", { count: order.shots.length })}</span>
      <progress
        value={through}
        max={jobs.total || 1}
        aria-label={t("orders.progress")}
        className="h-1.5 min-w-32 flex-1 appearance-none overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-running"
      />
      <span className="numbers w-32 text-right text-muted max-sm:text-left">
        {t("orders.through", { through, total: jobs.total })}
      </span>
      <span title={allowed ? undefined : (reason ?? undefined)} className="w-32">
        <Select
          label={t("orders.priority")}
          labelHidden
          isDisabled={!allowed || prioritise.saving}
          value={order.priority}
          options={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
          onChange={(priority) => prioritise.run({ order: order.id, priority })}
        />
      </span>
      {order.state === "held" && <Release order={order} may={can.release} />}
      <HeldNote order={order} className="basis-full text-body" />
      {order.variations === 1 && <Reasons order={order} />}
      {prioritise.problem && <ProblemNotice error={prioritise.problem} inline />}
    </li>
  );
}

/**
 * What makes the shots of an order run, as far as it is not made yet, or why nothing of them can run; asked for once
 * somebody wants to know.
 */
function Reasons({ order }: { order: Order }) {
  const { t } = useTranslation("queue");
  const { id } = useProduction();
  const [open, setOpen] = useState(false);
  const plan = useQuery({
    ...chosenPlanQuery(id, { shots: order.shots, stages: null, variations: null }),
    enabled: open,
  });
  return (
    <details className="basis-full" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-default text-body text-muted">{t("orders.why")}</summary>
      {open && (
        <QueryView
          query={plan}
          isEmpty={({ stages }) => stages.length === 0}
          empty={<p className="text-body text-muted">{t("orders.why-nothing")}</p>}
        >
          {({ chains, stages }) =>
            chains.length > 0 ? <ProvenanceStrip chains={chains} /> : <PlanLines lines={stages} />
          }
        </QueryView>
      )}
    </details>
  );
}

function Release({ order, may: { allowed, reason } }: { order: Order; may: May }) {
  const { t } = useTranslation("queue");
  const { id } = useProduction();
  const release = useRelease(id);
  return (
    <span title={allowed ? undefined : (reason ?? undefined)} className="flex items-center gap-2">
      <Button size="small" isDisabled={!allowed || release.saving} onPress={() => release.run(order.id)}>
        {t("orders.release")}
      </Button>
      {release.problem && <ProblemNotice error={release.problem} inline />}
    </span>
  );
}
