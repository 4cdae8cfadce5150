/** The strip below: how many jobs run, wait and failed in open orders, and how far the running ones are. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { OrdersButton } from "../../features/board/orders-strip";
import { isOpenOrder, ordersQuery, type Order } from "../../shared/api/stages";
import { useLive } from "../../shared/live/live-store";
import { useProduction } from "../../shared/routing/use-production";
import { secondsText } from "../../shared/ui/figures";
import { useStageTitle } from "../../shared/ui/stage-title";
import { StatusGlyph } from "../../shared/ui/status-glyph";

const SHOWN = 3;

export function JobsStrip({ production }: { production: string }) {
  const { t } = useTranslation("shell");
  const { past } = useProduction();
  const { data, isError } = useQuery(ordersQuery(production));
  const offline = useLive((state) => state.status === "offline");
  return (
    <section
      aria-label={t("jobs.title")}
      className="col-span-2 col-start-2 flex h-7 items-center gap-4 overflow-hidden border-t border-line bg-panel px-3 text-body whitespace-nowrap"
    >
      {past ? (
        <Said text={t("jobs.past")} />
      ) : data === undefined ? (
        <Said text={isError ? t("jobs.unknown") : ""} />
      ) : (
        <Known orders={data} old={offline || isError} />
      )}
      {!past && data !== undefined && <OrdersButton production={production} />}
    </section>
  );
}

const Said = ({ text }: { text: string }) => <span className="flex-1 text-muted">{text}</span>;

/** What is known of open orders; `old` when nothing newer can be heard. */
function Known({ orders, old }: { orders: readonly Order[]; old: boolean }) {
  const { t } = useTranslation("shell");
  const open = orders.filter(isOpenOrder);
  const jobs = totals(open);
  if (open.length === 0) return <Said text={t(old ? "jobs.none-then" : "jobs.none")} />;
  return (
    <>
      <Count state="running" text={t("jobs.running", { count: jobs.running })} />
      {jobs.queued > 0 && <Count state="queued" text={t("jobs.queued", { count: jobs.queued })} />}
      {jobs.held > 0 && <Count state="held" text={t("jobs.held", { count: jobs.held })} />}
      {jobs.failed > 0 && <Count state="failed" text={t("jobs.failed", { count: jobs.failed })} />}
      {old && <span className="text-muted">{t("jobs.then")}</span>}
      <div className="flex-1" />
      {!old && <Running />}
    </>
  );
}

/** The jobs that began first, each with its stage and how far it is; they keep their places until they end. */
function Running() {
  const { t } = useTranslation("shell");
  const title = useStageTitle();
  const progress = useLive((state) => state.progress);
  const first = Object.values(progress)
    .toSorted((one, other) => (one.job < other.job ? -1 : 1))
    .slice(0, SHOWN);
  return first.map((each) => (
    <span key={each.job} className="flex items-center gap-2 text-muted max-sm:hidden">
      {title(each.stage)}
      <progress
        value={each.step}
        max={each.steps}
        aria-label={title(each.stage)}
        className="h-1 w-24 appearance-none overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-running"
      />
      {each.ends !== null && (
        <span className="numbers text-label">
          {t("jobs.eta", { seconds: secondsText(secondsLeft(each.ends, each.at)) })}
        </span>
      )}
    </span>
  ));
}

const secondsLeft = (ends: number, at: number): number => Math.max(1, Math.ceil((ends - at) / 1000));

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

/** What an order is held for waits for a person, not in the queue. */
function totals(orders: readonly Order[]): Record<"running" | "queued" | "held" | "failed", number> {
  const sum = (count: (order: Order) => number) => orders.reduce((all, order) => all + count(order), 0);
  return {
    running: sum(({ jobs }) => jobs.running),
    queued: sum(({ state, jobs }) => (state === "held" ? 0 : jobs.ready + jobs.waiting)),
    held: sum(({ state, jobs }) => (state === "held" ? jobs.ready + jobs.waiting : 0)),
    failed: sum(({ jobs }) => jobs.failed),
  };
}
