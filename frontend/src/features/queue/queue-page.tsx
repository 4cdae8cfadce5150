/** The queue of a production: what runs, what waits and for what, what is held, what failed, and who does the work. */
import { useQuery } from "@tanstack/react-query";
import { ListVideo } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { EmptyState } from "../../shared/ui/empty-state";
import { Cause } from "../../shared/ui/event-link";
import { QueryView } from "../../shared/ui/query-view";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { FailuresPart } from "./failures-part";
import { OrdersPart } from "./orders-part";
import { PauseButton } from "./pause-button";
import { queueQuery, type Queue } from "./queries";
import { RunningPart } from "./running-part";
import { WaitingPart } from "./waiting-part";
import { WorkersPart } from "./workers-part";
import "./words";

export function QueuePage() {
  const { t } = useTranslation("queue");
  const { id, past } = useProduction();
  const query = useQuery({ ...queueQuery(id), enabled: !past });
  useBreadcrumb({ label: t("title") });
  if (past) {
    return (
      <EmptyState whole icon={<ListVideo size={28} aria-hidden />} title={t("past.title")}>
        {t("past.text")}
      </EmptyState>
    );
  }
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-6 p-6">
      <QueryView query={query}>{(queue) => <Standing queue={queue} />}</QueryView>
      <WorkersPart />
    </div>
  );
}

function Standing({ queue }: { queue: Queue }) {
  const { t } = useTranslation("queue");
  const { counts } = queue;
  const idle = counts.running + counts.ready + counts.waiting + counts.held + counts.failed === 0;
  return (
    <div className="flex flex-col gap-6">
      <header className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <h1 className="text-display font-semibold max-sm:flex-1">{t("title")}</h1>
        <p
          role="status"
          className="flex flex-1 flex-wrap gap-x-5 gap-y-1 text-form max-sm:order-last max-sm:basis-full"
        >
          <Count state="running" text={t("count.running", { count: counts.running })} />
          <Count state="ready" text={t("count.ready", { count: counts.ready })} />
          <Count state="waiting" text={t("count.waiting", { count: counts.waiting })} />
          <Count state="held" text={t("count.held", { count: counts.held })} />
          <Count state="failed" text={t("count.failed", { count: counts.failed })} />
        </p>
        <PauseButton queue={queue} />
      </header>
      {queue.paused && <Paused queue={queue} />}
      {queue.lacking.map(({ what, jobs }) => (
        <p
          key={what}
          role="alert"
          className="rounded-md border border-line border-l-2 border-l-changes bg-panel p-3 text-form"
        >
          <span aria-hidden className="mr-2 text-changes">
            !
          </span>
          {t("lacking", { count: jobs, what })}
        </p>
      ))}
      {idle ? (
        <EmptyState icon={<ListVideo size={28} aria-hidden />} title={t("idle.title")}>
          {t("idle.text")}
        </EmptyState>
      ) : (
        <>
          <RunningPart jobs={queue.running} />
          <FailuresPart groups={queue.failures} may={queue.can.retry} mayFix={queue.can.fix} />
          <OrdersPart can={queue.can} />
          <WaitingPart jobs={queue.ready} counts={counts} />
        </>
      )}
    </div>
  );
}

function Paused({ queue }: { queue: Queue }) {
  const { t } = useTranslation("queue");
  return (
    <div className="rounded-md border border-line border-l-2 border-l-queued bg-panel p-3 text-form">
      <p className="font-medium">
        <span aria-hidden className="mr-2 text-queued">
          ‖
        </span>
        {t("paused.title")}
      </p>
      <p className="text-muted">{queue.counts.running > 0 ? t("paused.drains") : t("paused.text")}</p>
      {queue.cause && <Cause cause={queue.cause} />}
    </div>
  );
}

function Count({ state, text }: { state: string; text: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className="w-4 overflow-hidden">
        <StatusGlyph state={state} compact />
      </span>
      {text}
    </span>
  );
}
