/** The strip below: how many jobs run, wait and failed in open orders, and how far the running ones are. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { OrdersButton } from "../../features/board/orders-strip";
import { isOpenOrder, ordersQuery, type Order } from "../../shared/api/stages";
import { useLive } from "../../shared/live/live-store";
import { secondsText } from "../../shared/ui/figures";
import { StatusGlyph } from "../../shared/ui/status-glyph";

const SHOWN = 3;

export function JobsStrip({ production }: { production: string }) {
  const { t } = useTranslation("shell");
  const { data = [] } = useQuery(ordersQuery(production));
  const progress = useLive((state) => state.progress);
  const open = data.filter(isOpenOrder);
  const jobs = totals(open);
  const running = Object.values(progress).toSorted((one, other) => other.at - one.at).slice(0, SHOWN);
  return (
    <section aria-label={t("jobs.title")} className="col-span-2 col-start-2 flex h-7 items-center gap-4 overflow-hidden border-t border-line bg-panel px-3 text-body whitespace-nowrap">
      {open.length === 0 && <span className="text-muted">{t("jobs.none")}</span>}
      {open.length > 0 && <Count state="running" text={t("jobs.running", { count: jobs.running })} />}
      {jobs.queued > 0 && <Count state="queued" text={t("jobs.queued", { count: jobs.queued })} />}
      {jobs.failed > 0 && <Count state="failed" text={t("jobs.failed", { count: jobs.failed })} />}
      <div className="flex-1" />
      {open.length > 0 &&
        running.map((each) => (
          <span key={each.job} className="flex items-center gap-2 text-muted">
            {each.stage}
            <progress value={each.step} max={each.steps} aria-label={each.stage} className="h-1 w-24 appearance-none overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-running" />
            {each.eta_seconds !== null && <span className="numbers text-label">{t("jobs.eta", { seconds: secondsText(each.eta_seconds) })}</span>}
          </span>
        ))}
      <OrdersButton production={production} />
    </section>
  );
}

function Count({ state, text }: { state: string; text: string }) {
  return (
    <span className="flex items-center gap-1">
      <span aria-hidden className="w-4 overflow-hidden">
        <StatusGlyph state={state} compact />
      </span>
      {text}
    </span>
  );
}

function totals(orders: readonly Order[]): { running: number; queued: number; failed: number } {
  const sum = (count: (order: Order) => number) => orders.reduce((all, order) => all + count(order), 0);
  return { running: sum(({ jobs }) => jobs.running), queued: sum(({ jobs }) => jobs.ready + jobs.waiting), failed: sum(({ jobs }) => jobs.failed) };
}
