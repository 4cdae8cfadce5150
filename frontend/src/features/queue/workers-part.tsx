/** The workers that are here: their device and its memory, what they hold in it, what they do, and draining them. */
import { useQuery } from "@tanstack/react-query";
import { Server } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { RelativeTime } from "../../shared/ui/figures";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { Section } from "../../shared/ui/section";
import { useDrain, workersQuery, type Worker } from "./queries";
import { Headings, Table } from "../../shared/ui/table";
import { useStageTitle } from "../../shared/ui/stage-title";

const LOOK: Readonly<Record<Worker["state"], { glyph: string; text: string }>> = {
  idle: { glyph: "○", text: "text-idle" },
  working: { glyph: "▶", text: "text-running" },
  draining: { glyph: "◔", text: "text-queued" },
  drained: { glyph: "‖", text: "text-queued" },
  benched: { glyph: "✕", text: "text-failed" },
};

export function WorkersPart() {
  const { t } = useTranslation("queue");
  const query = useQuery(workersQuery);
  return (
    <Section title={t("workers.title")}>
      <QueryView
        query={query}
        isEmpty={({ workers }) => workers.length === 0}
        empty={
          <EmptyState icon={<Server size={28} aria-hidden />} title={t("workers.none")}>
            {t("workers.none-text")}
          </EmptyState>
        }
      >
        {({ workers, can }) => (
          <Table least="min-w-3xl" label={t("workers.title")}>
            <Headings>
              <th>{t("workers.state")}</th>
              <th>{t("workers.name")}</th>
              <th>{t("workers.device")}</th>
              <th className="text-right">{t("workers.memory")}</th>
              <th>{t("workers.holds")}</th>
              <th>{t("workers.does")}</th>
              <th className="text-right">
                <span className="sr-only">{t("workers.act")}</span>
              </th>
            </Headings>
            <tbody>
              {workers.map((worker) => (
                <Row key={worker.name} worker={worker} may={can.drain ?? { allowed: false, reason: null }} />
              ))}
            </tbody>
          </Table>
        )}
      </QueryView>
    </Section>
  );
}

function Row({ worker, may }: { worker: Worker; may: { allowed: boolean; reason?: string | null } }) {
  const { t } = useTranslation("queue");
  const drain = useDrain();
  const drained = worker.state === "draining" || worker.state === "drained" || worker.state === "benched";
  const look = LOOK[worker.state];
  return (
    <tr className="border-t border-line align-top [&>td]:px-3 [&>td]:py-2 compact:[&>td]:py-0.5">
      <td className="whitespace-nowrap">
        <span aria-hidden className={`mr-1.5 inline-block w-3 text-center ${look.text}`}>
          {look.glyph}
        </span>
        {t(`workers.is.${worker.state}`)}
      </td>
      <td>
        <span className="numbers break-all">{worker.name}</span>
        {worker.benched && <p className="max-w-80 break-words text-muted">{worker.benched}</p>}
      </td>
      <td>{worker.device_class}</td>
      <td className="numbers text-right whitespace-nowrap">{memoryText(worker.memory)}</td>
      <td className={worker.resident.length > 0 ? "" : "text-muted"}>
        {worker.resident.join(", ") || t("workers.nothing")}
      </td>
      <td>
        <Task worker={worker} />
      </td>
      <td className="text-right">
        <span title={may.allowed ? undefined : (may.reason ?? undefined)}>
          <Button
            size="small"
            isDisabled={!may.allowed || drain.saving}
            onPress={() => drain.run({ name: worker.name, drained: !drained })}
          >
            {t(drained ? "workers.resume" : "workers.drain")}
          </Button>
        </span>
        {drain.problem && <ProblemNotice error={drain.problem} inline />}
      </td>
    </tr>
  );
}

function Task({ worker: { task } }: { worker: Worker }) {
  const { t } = useTranslation("queue");
  const { id } = useProduction();
  const title = useStageTitle();
  if (task === null) return <span className="text-muted">{t("workers.nothing")}</span>;
  return (
    <>
      {task.stage === null
        ? t("workers.other")
        : task.production === id
          ? title(task.stage)
          : t("workers.yours", { stage: task.stage.replaceAll("_", " ") })}{" "}
      {task.progress && (
        <span className="numbers">{Math.round((100 * task.progress.step) / task.progress.steps)} %</span>
      )}{" "}
      {task.since && <RelativeTime at={task.since} />}
    </>
  );
}

/** 64424509440 → "60 GiB". */
function memoryText(bytes: number): string {
  const gibibytes = bytes / 2 ** 30;
  return gibibytes >= 1
    ? `${Number(gibibytes.toFixed(gibibytes < 10 ? 1 : 0))} GiB`
    : `${Math.round(bytes / 2 ** 20)} MiB`;
}
