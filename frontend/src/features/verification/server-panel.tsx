/** Verification by the server: the log, its checkpoints and every media file, in the background. */
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { RelativeTime } from "../../shared/ui/figures";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Findings } from "./findings";
import { serverJudged } from "./hero";
import { MayButton, Panel, Progress, VerdictLine } from "./parts";
import { busy, verify, type Verification } from "./queries";

export function ServerPanel({ last }: { last: Verification | null }) {
  const { t } = useTranslation("verification");
  const { id, may } = useProduction();
  const ask = useCommand({
    call: async (_: null, key) => ({ asked: await verify(id, key), events: [] }),
    renews: [keys.of(id, "evidence", "verification")],
  });
  const button = (
    <MayButton may={may("verify")} kind="primary" isDisabled={busy(last) || ask.saving} onPress={() => ask.run(null)}>
      {t("server.do")}
    </MayButton>
  );
  return (
    <Panel title={t("server.title")} help={t("server.help")} action={button}>
      {ask.problem && <ProblemNotice error={ask.problem} inline onRetry={() => ask.run(null)} />}
      {last === null ? <p className="text-muted">{t("server.never")}</p> : <Last last={last} />}
    </Panel>
  );
}

function Last({ last }: { last: Verification }) {
  const { t } = useTranslation("verification");
  const judged = serverJudged(last);
  if (busy(last))
    return (
      <Progress
        label={t(`step.${last.progress.step || last.state}`, { defaultValue: last.progress.step })}
        done={last.progress.done}
        total={last.progress.total}
      />
    );
  if (last.state === "failed") return <p role="alert">{t("server.failed", { error: last.error })}</p>;
  if (!judged) return <p className="text-muted">{t("server.cancelled")}</p>;
  const found = last.findings.map(({ position, table, kind, message }) => ({
    position,
    where: t(`table.${table}`, { defaultValue: table }),
    text: message || kind,
  }));
  return (
    <>
      <VerdictLine judged={judged} at={last.finished_at && <RelativeTime at={last.finished_at} />} />
      {last.size !== null && (
        <p className="text-body text-muted">
          {t("server.read", {
            events: t("server.events", { count: last.size ?? 0 }),
            notes: t("server.notes", { count: last.notes ?? 0 }),
            media: t("server.media", { count: last.media ?? 0 }),
          })}
        </p>
      )}
      <Findings findings={found} />
      {found.length > 0 && <p className="text-body text-muted">{t("server.bad-help")}</p>}
    </>
  );
}
