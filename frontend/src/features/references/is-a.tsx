/** What a reference is, among the kinds that a script can name: the script casts it as that from then on. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { changeReferenceKindValues as SCRIPTED } from "../../shared/api/schema";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Select } from "../../shared/ui/select";
import { toast } from "../../shared/ui/toast";
import { setKind, type Reference, type ScriptedKind } from "./queries";

export function IsA({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const { id, may, past } = useProduction();
  const save = useCommand({
    call: (asked: { kind: ScriptedKind; version: number }, key) => setKind(reference.id, asked, key),
    onDone: (done) => toast(t("kind-of.done", { name: done.name, kind: t(`one.${done.kind}`) })),
    renews: [keys.reference(id, reference.id), keys.of(id, "references"), keys.of(id, "shots")],
  });
  const now = SCRIPTED.find((each) => each === reference.kind);
  const [wanted, setWanted] = useState(now);
  const run = (kind: ScriptedKind) => {
    setWanted(kind);
    save.run({ kind, version: reference.version });
  };
  if (now === undefined) return null;
  return (
    <div className="flex flex-col gap-1">
      <Select
        label={t("kind-of.label")}
        options={SCRIPTED.map((kind) => ({ value: kind, label: t(`one.${kind}`) }))}
        value={now}
        isDisabled={past || save.saving || reference.removed || !may("change", reference.can).allowed}
        onChange={(chosen) => {
          const kind = SCRIPTED.find((each) => each === chosen);
          if (kind !== undefined && kind !== now) run(kind);
        }}
      />
      <p className="text-label text-muted">{t("kind-of.help")}</p>
      <SaveProblem problem={save.problem} onMine={() => wanted && run(wanted)} onTheirs={save.reset} />
    </div>
  );
}
