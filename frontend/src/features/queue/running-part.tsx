/** What runs: what it looks like so far, how far it is, how fast it goes, when it will be done, and where. */
import { useTranslation } from "react-i18next";
import { useLive } from "../../shared/live/live-store";
import { RelativeTime, secondsText } from "../../shared/ui/figures";
import { Preview } from "../../shared/ui/preview";
import { PANEL, Section } from "../../shared/ui/section";
import type { QueuedJob } from "./queries";
import { ShotLink } from "./shot-link";
import { useStageTitle } from "../../shared/ui/stage-title";

export function RunningPart({ jobs }: { jobs: readonly QueuedJob[] }) {
  const { t } = useTranslation("queue");
  if (jobs.length === 0) return null;
  return (
    <Section title={t("running.title")}>
      <ul className={PANEL}>
        {jobs.map((job) => (
          <Running key={job.id} job={job} />
        ))}
      </ul>
    </Section>
  );
}

function Running({ job }: { job: QueuedJob }) {
  const { t } = useTranslation("queue");
  const stage = useStageTitle()(job.stage);
  const heard = useLive((state) => state.progress[job.id]);
  const progress = heard ?? job.progress;
  const left = heard ? secondsUntil(heard.ends, heard.at) : (job.progress?.eta_seconds ?? null);
  return (
    <li className="flex items-center gap-4 border-line p-3 compact:py-1 not-first:border-t">
      <Preview job={job.id} step={progress?.preview ?? null} className="h-14 w-24 shrink-0 rounded-sm" />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <ShotLink shot={job.shot} code={job.code} />
          <span className="font-medium">{stage}</span>
          {job.variation > 1 && <span className="text-muted">{t("variation", { number: job.variation })}</span>}
          {job.attempt > 1 && <span className="text-changes">{t("attempt", { number: job.attempt })}</span>}
        </p>
        <progress
          {...(progress ? { value: progress.step, max: progress.steps } : {})}
          aria-label={t("running.progress", { code: job.code, stage })}
          className="h-1.5 w-full appearance-none overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-running"
        />
        <p className="numbers text-label text-muted">
          {[
            progress ? t("running.steps", { step: progress.step, steps: progress.steps }) : t("running.begins"),
            progress?.rate && t("running.rate", { rate: rateText(progress.rate) }),
            left !== null && t("running.left", { time: secondsText(left) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <div className="w-56 shrink-0 text-right text-body max-[800px]:hidden">
        <p className="truncate" title={job.worker ?? undefined}>
          {job.worker}
        </p>
        {job.since && <RelativeTime at={job.since} />}
      </div>
    </li>
  );
}

const secondsUntil = (ends: number | null, at: number): number | null =>
  ends === null ? null : Math.max(0, Math.round((ends - at) / 1000));

/** 23.976 → "24", 0.153 → "0.15". */
const rateText = (rate: number): string =>
  rate >= 10 ? String(Math.round(rate)) : String(Number(rate.toPrecision(2)));
