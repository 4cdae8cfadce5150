/** Exports: asking for one, how far it is, fetching it, and how to check it without us. */
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { RelativeTime } from "../../shared/ui/figures";
import { CopyText, ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { MayButton, Panel, Progress } from "./parts";
import {
  busy,
  changeExports,
  checkpointQuery,
  exportsQuery,
  membersQuery,
  type Export,
  type ExportAsked,
} from "./queries";

const INSIDE = [
  "events.ndjson",
  "tiles/",
  "notes/",
  "checkpoint",
  "keys.json",
  "media.ndjson",
  "report.html",
  "verify.py",
] as const;

export function ExportsPanel() {
  const { t } = useTranslation("verification");
  const { id, may } = useProduction();
  const right = may("verify");
  const query = useQuery({ ...exportsQuery(id), enabled: right.allowed });
  const change = useCommand({
    call: async (asked: ExportAsked, key) => ({ work: await changeExports(id, asked, key), events: [] }),
    renews: [keys.of(id, "evidence", "exports")],
  });
  const button = (
    <MayButton may={right} isDisabled={change.saving} onPress={() => change.run({ act: "ask" })}>
      {t("export.do")}
    </MayButton>
  );
  return (
    <Panel title={t("export.title")} help={t("export.help")} action={button}>
      {change.problem && <ProblemNotice error={change.problem} inline />}
      {right.allowed && (
        <QueryView
          query={query}
          isEmpty={({ results }) => results.length === 0}
          empty={<p className="text-muted">{t("export.none")}</p>}
        >
          {({ results }) => (
            <ul aria-label={t("export.list")} className="rounded-md border border-line bg-base">
              {results.map((work) => (
                <Row key={work.id} work={work} onCancel={() => change.run({ act: "cancel", id: work.id })} />
              ))}
            </ul>
          )}
        </QueryView>
      )}
      <Inside />
    </Panel>
  );
}

function Row({ work, onCancel }: { work: Export; onCancel: () => void }) {
  const { t } = useTranslation("verification");
  const { id } = useProduction();
  const { data } = useQuery(membersQuery(id));
  const by = data?.results.find(({ person }) => person === work.requested_by)?.name ?? t("export.somebody");
  return (
    <li className="flex min-h-10 flex-wrap items-center gap-3 border-line px-3 py-1.5 not-first:border-t">
      <StatusGlyph state={work.state} className="w-24" />
      <span className="text-muted">
        {by} · <RelativeTime at={work.requested_at} />
      </span>
      <div className="min-w-40 flex-1">
        {busy(work) && (
          <Progress
            label={t(`step.${work.progress.step || work.state}`, { defaultValue: work.progress.step })}
            done={work.progress.done}
            total={work.progress.total}
          />
        )}
        {work.error && <span role="alert">{work.error}</span>}
      </div>
      {busy(work) && (
        <Button size="small" onPress={onCancel}>
          {t("common:cancel")}
        </Button>
      )}
      {work.download && (
        <a
          href={work.download}
          download
          className="inline-flex h-8 items-center gap-1.5 rounded-md border border-line bg-raised px-3 hover:border-strong"
        >
          <Download size={14} aria-hidden />
          {t("export.download")}
        </a>
      )}
    </li>
  );
}

function Inside() {
  const { t } = useTranslation("verification");
  const { id } = useProduction();
  const { data } = useQuery(checkpointQuery(id));
  const command = `python3 export/verify.py${data?.public_key ? ` --key ${data.public_key}` : ""}`;
  return (
    <div className="flex flex-col gap-2 text-body">
      <h3 className="font-semibold">{t("export.inside")}</h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        {INSIDE.map((name) => (
          <div key={name} className="contents">
            <dt className="numbers">{name}</dt>
            <dd className="text-muted">{t(`export.file.${name.replace(/[./]/g, "-").replace(/-$/, "")}`)}</dd>
          </div>
        ))}
      </dl>
      <h3 className="pt-1 font-semibold">{t("export.how")}</h3>
      <pre className="rounded-md border border-line bg-base p-2 font-mono break-all whitespace-pre-wrap">
        {`unzip continuity-….zip -d export\n${command}`}
      </pre>
      <CopyText text={command} shown={t("export.copy-command")} />
      <p className="text-muted">{t("export.how-help")}</p>
    </div>
  );
}
