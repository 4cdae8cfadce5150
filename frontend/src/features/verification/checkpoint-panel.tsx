/** The newest checkpoint: what it covers, by which key, and the button that has the rest signed. */
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { RelativeTime } from "../../shared/ui/figures";
import { CopyText, ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { MayButton, Panel } from "./parts";
import { signNow, type Checkpoint } from "./queries";

export function CheckpointPanel({ checkpoint }: { checkpoint: Checkpoint }) {
  const { t } = useTranslation("verification");
  const { id, may } = useProduction();
  const sign = useCommand({
    call: async (_: null, key) => ({ made: await signNow(id, key), events: [] }),
    renews: [keys.of(id, "evidence")],
    onDone: ({ made }) => toast(t("checkpoint.made", { size: made.size })),
  });
  const button = (
    <MayButton
      may={may("verify")}
      size="small"
      isPending={sign.saving}
      isDisabled={checkpoint.unanchored === 0}
      onPress={() => sign.run(null)}
    >
      {t("checkpoint.make")}
    </MayButton>
  );
  return (
    <Panel title={t("checkpoint.title")} help={t("checkpoint.help")} action={button}>
      {sign.problem && <ProblemNotice error={sign.problem} inline onRetry={() => sign.run(null)} />}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1">
        <dt className="text-muted">{t("checkpoint.covers")}</dt>
        <dd>
          {checkpoint.note
            ? t("checkpoint.covered", { size: checkpoint.size, head: checkpoint.head })
            : t("checkpoint.nothing", { count: checkpoint.head })}
          {checkpoint.made_at && (
            <>
              {" · "}
              <RelativeTime at={checkpoint.made_at} />
            </>
          )}
        </dd>
        <dt className="text-muted">{t("checkpoint.open")}</dt>
        <dd>
          {checkpoint.unanchored === 0
            ? t("checkpoint.all")
            : t("checkpoint.unanchored", { count: checkpoint.unanchored })}
        </dd>
        {checkpoint.public_key && (
          <>
            <dt className="text-muted">{t("checkpoint.key")}</dt>
            <dd className="min-w-0">
              <Key text={checkpoint.public_key} former={formerKeys(checkpoint)} />
            </dd>
          </>
        )}
        {checkpoint.note && (
          <>
            <dt className="text-muted">{t("checkpoint.root")}</dt>
            <dd className="numbers break-all">{checkpoint.root}</dd>
            <dt className="text-muted">{t("checkpoint.note")}</dt>
            <dd>
              <CopyText text={checkpoint.note} shown={t("checkpoint.copy-note")} />
            </dd>
          </>
        )}
      </dl>
    </Panel>
  );
}

/** The keys before the one that signed: it vouches for none of them, each of them for the next. */
const formerKeys = ({ keys: all, public_key }: Checkpoint): readonly string[] =>
  all.map(({ key }) => key).filter((key) => key !== public_key);

function Key({ text, former }: { text: string; former: readonly string[] }) {
  const { t } = useTranslation("verification");
  return (
    <div className="flex flex-col items-start gap-1">
      <code data-key className="numbers break-all select-all">
        {text}
      </code>
      <CopyText text={text} shown={t("checkpoint.copy-key")} />
      <p className="max-w-prose text-body text-muted">{t("checkpoint.key-help")}</p>
      {former.length > 0 && (
        <details className="text-body text-muted">
          <summary>{t("checkpoint.former", { count: former.length })}</summary>
          <p className="max-w-prose">{t("checkpoint.former-help")}</p>
          <ul>
            {former.map((key) => (
              <li key={key} className="numbers break-all">
                {key}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
