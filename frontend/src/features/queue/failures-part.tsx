/** What failed, by its cause: why, what to do about it, for which shots, and trying it again for all of them. */
import { RotateCcw, Wrench } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { lazyPart } from "../../shared/routing/lazy-part";
import type { May } from "../../shared/routing/use-production";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { PANEL, Section } from "../../shared/ui/section";
import { toast } from "../../shared/ui/toast";
import { useRetry, type FailureGroup } from "./queries";
import { ShotLink } from "./shot-link";

const SHOWN = 12;
const Fix = lazyPart(() => import("./fix-dialog"), "FixDialog", null);

interface FailuresPartProps {
  groups: readonly FailureGroup[];
  may: May | undefined;
  mayFix: May | undefined;
}

const NOT: May = { allowed: false, reason: null };

export function FailuresPart({ groups, may = NOT, mayFix = NOT }: FailuresPartProps) {
  const { t } = useTranslation("queue");
  if (groups.length === 0) return null;
  return (
    <Section title={t("failed.title")}>
      <ul className={PANEL}>
        {groups.map((group) => (
          <Group key={group.id} group={group} may={may} mayFix={mayFix} />
        ))}
      </ul>
    </Section>
  );
}

function Group({ group, may, mayFix }: { group: FailureGroup; may: May; mayFix: May }) {
  const { t } = useTranslation("queue");
  const { id } = useProduction();
  const retry = useRetry(id, (order) => toast(t("failed.again", { count: order.shots.length })));
  const [fixing, setFixing] = useState(false);
  const more = group.shots.length - SHOWN;
  return (
    <li className="flex flex-wrap items-start gap-4 border-line border-l-2 border-l-failed p-3 not-first:border-t">
      <div className="flex min-w-56 flex-1 flex-col gap-1">
        <p className="font-medium">
          <span aria-hidden className="mr-2 text-failed">
            ✕
          </span>
          {t("failed.of", { count: group.shots.length, kind: group.kind.replaceAll("_", " ") })}
        </p>
        <p className="max-h-24 overflow-auto font-mono text-body break-words whitespace-pre-wrap">{group.reason}</p>
        <p className="text-muted">{group.advice}</p>
        <p className="flex flex-wrap gap-x-3">
          {group.shots.slice(0, SHOWN).map(({ shot, code }) => (
            <ShotLink key={shot} shot={shot} code={code} />
          ))}
          {more > 0 && <span className="text-muted">{t("failed.more", { count: more })}</span>}
        </p>
        {group.tries.length > 0 && (
          <p className="text-label text-muted">
            {t("failed.tries", {
              workers: group.tries.map(({ worker, times }) => t("failed.times", { worker, count: times })).join(", "),
            })}
          </p>
        )}
        {retry.problem && <ProblemNotice error={retry.problem} inline />}
      </div>
      {fixing && <Fix group={group} onClose={() => setFixing(false)} />}
      <span title={mayFix.allowed ? undefined : (mayFix.reason ?? undefined)}>
        <Button
          isDisabled={!mayFix.allowed || !may.allowed}
          icon={<Wrench size={14} aria-hidden />}
          onPress={() => setFixing(true)}
        >
          {t("fix.open")}
        </Button>
      </span>
      <span title={may.allowed ? undefined : (may.reason ?? undefined)}>
        <Button
          isDisabled={!may.allowed || retry.saving}
          icon={<RotateCcw size={14} aria-hidden />}
          onPress={() => retry.run(group.id)}
        >
          {t("failed.retry", { count: group.shots.length })}
        </Button>
      </span>
    </li>
  );
}
