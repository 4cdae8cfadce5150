/** Below a form of many edits: what they would make, who was faster, and the button that makes them as one act. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AffectsNote } from "../../shared/affects/affects-note";
import { useAffects } from "../../shared/affects/use-affects";
import type { Problem } from "../../shared/api/problem";
import { valueText } from "../../shared/lib/value-text";
import { keys } from "../../shared/live/query-keys";
import { useCommand, type Written } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { inTheWay, makeEdits, MOST, over, supposed, type InTheWay } from "./edits";
import type { BoardEdit } from "./fields";
import type { Row } from "./rows";

interface MakeManyProps {
  /** None: there is nothing to make yet. */
  edits: readonly BoardEdit[];
  rows: readonly Row[];
  label: string;
  onDone: () => void;
  onClose: () => void;
}

export function MakeMany({ edits, rows, label, onDone, onClose }: MakeManyProps) {
  const { t } = useTranslation("board-fields");
  const { id } = useProduction();
  const [saving, setSaving] = useState(false);
  const tooMany = edits.length > MOST;
  const affects = useAffects(tooMany || saving ? [] : supposed(edits));
  const make = useCommand<readonly BoardEdit[], Partial<Written> & { made: number }>({
    call: (asked, key) => makeEdits(id, asked, key),
    onDone: ({ made }) => {
      toast(t("bulk.saved", { count: made }));
      onDone();
      onClose();
    },
    renews: [keys.shots(id), keys.works(id)],
  });
  const run = (asked: readonly BoardEdit[]) => {
    setSaving(true);
    make.runAsync(asked).catch(() => setSaving(false));
  };
  const way = make.problem ? inTheWay(make.problem) : [];
  const off = edits.length === 0 || tooMany || saving || affects.problem !== null;
  return (
    <>
      {tooMany && <p className="text-form">{t("bulk.most", { most: MOST })}</p>}
      {make.problem && <Refused problem={make.problem} way={way} rows={rows} onOver={() => run(over(edits, way))} />}
      <AffectsNote affects={affects} />
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{t("common:cancel")}</Button>
        <Button kind="primary" isDisabled={off} onPress={() => run(edits)}>
          {saving ? t("common:saving") : label}
        </Button>
      </div>
    </>
  );
}

function Refused({
  problem,
  way,
  rows,
  onOver,
}: {
  problem: Problem;
  way: readonly InTheWay[];
  rows: readonly Row[];
  onOver: () => void;
}) {
  const { t } = useTranslation("board-fields");
  if (way.length === 0 || way.some(({ state }) => state !== "conflict"))
    return <ProblemNotice error={problem} inline />;
  const code = (shot: string) => rows.find(({ id }) => id === shot)?.code ?? "";
  return (
    <div
      role="alert"
      className="flex flex-col gap-2 rounded-md border border-line border-l-2 border-l-changes bg-panel p-3"
    >
      <p className="text-form font-semibold">{t("way.title")}</p>
      <ul className="max-h-40 overflow-auto text-body text-muted">
        {way.map(({ thing, field, now }) => (
          <li key={`${thing} ${field}`}>
            {t("way.line", { shot: code(thing), field: t(field), now: valueText(now) })}
          </li>
        ))}
      </ul>
      <Button size="small" className="self-start" onPress={onOver}>
        {t("way.over")}
      </Button>
    </div>
  );
}
