/** The place that a place lies in, whose look it takes where it has none of its own. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Select } from "../../shared/ui/select";
import { setParent, type Reference } from "./queries";
import { useReferences } from "./use-references";

const NOWHERE = "nowhere";

export function LiesIn({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const { id, may, past } = useProduction();
  const places = (useReferences(false).data ?? []).filter(
    (each) => each.kind === "location" && each.id !== reference.id && !each.removed && each.parent !== reference.id,
  );
  const save = useCommand({
    call: (asked: { parent: string | null; version: number }, key) => setParent(reference.id, asked, key),
    renews: [keys.reference(id, reference.id), keys.of(id, "references")],
  });
  const [wanted, setWanted] = useState(reference.parent);
  const run = (parent: string | null) => {
    setWanted(parent);
    save.run({ parent, version: reference.version });
  };
  return (
    <div className="flex flex-col gap-1">
      <Select
        label={t("parent.label")}
        options={[
          { value: NOWHERE, label: t("parent.none") },
          ...places.map((each) => ({ value: each.id, label: each.name })),
        ]}
        value={reference.parent ?? NOWHERE}
        isDisabled={past || save.saving || !may("change", reference.can).allowed}
        onChange={(chosen) => run(chosen === NOWHERE ? null : chosen)}
      />
      <p className="text-label text-muted">{t("parent.help")}</p>
      <SaveProblem problem={save.problem} onMine={() => run(wanted)} onTheirs={save.reset} />
    </div>
  );
}
