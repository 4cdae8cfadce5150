/** What is ready, in the order of its turns, with what it waits for; of the rest its number. */
import { useTranslation } from "react-i18next";
import { PANEL, Section } from "../../shared/ui/section";
import type { Queue, QueuedJob } from "./queries";
import { ShotLink } from "./shot-link";
import { useStageTitle } from "../../shared/ui/stage-title";

export function WaitingPart({ jobs, counts }: { jobs: readonly QueuedJob[]; counts: Queue["counts"] }) {
  const { t } = useTranslation("queue");
  const title = useStageTitle();
  if (jobs.length === 0 && counts.waiting === 0) return null;
  const more = counts.ready - jobs.length;
  return (
    <Section title={t("ready.title")}>
      <div className={PANEL}>
        {jobs.length > 0 && (
          <table className="w-full">
            <thead>
              <tr className="text-left text-label text-muted [&>th]:px-3 [&>th]:py-1.5 [&>th]:font-medium">
                <th className="w-1/4">{t("ready.shot")}</th>
                <th className="w-1/4">{t("ready.stage")}</th>
                <th>{t("ready.for")}</th>
              </tr>
            </thead>
            <tbody>
              {jobs.map((job) => (
                <tr key={job.id} className="border-t border-line [&>td]:px-3 [&>td]:py-1.5 compact:[&>td]:py-0.5">
                  <td>
                    <ShotLink shot={job.shot} code={job.code} />
                  </td>
                  <td>
                    {title(job.stage)}
                    {job.variation > 1 && (
                      <span className="ml-2 text-muted">{t("variation", { number: job.variation })}</span>
                    )}
                  </td>
                  <td className={job.reason ? "" : "text-muted"}>{job.reason || t("ready.turn")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="border-t border-line px-3 py-2 text-body text-muted first:border-t-0">
          {[
            more > 0 && t("ready.more", { count: more }),
            counts.waiting > 0 && t("ready.behind", { count: counts.waiting }),
          ]
            .filter(Boolean)
            .join(" ") || t("ready.all")}
        </p>
      </div>
    </Section>
  );
}
