/** Says that a reference is the same as another one, which then takes its names and its shots. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AffectsNote } from "../../shared/affects/affects-note";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { useAffects } from "../../shared/affects/use-affects";
import { namesQuery } from "../../shared/api/names";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Select } from "../../shared/ui/select";
import { toast } from "../../shared/ui/toast";
import { isPerson } from "./kinds";
import { mergeEdits } from "./merge-edits";
import { mergeReference, type Merge, type Reference } from "./queries";
import { useReferences, useReferencesSearch } from "./use-references";

export function MergeDialog({ reference, onClose }: { reference: Reference; onClose: () => void }) {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  const { open } = useReferencesSearch();
  const [into, setInto] = useState<string | null>(null);
  const all = useReferences(false).data ?? [];
  const others = all.filter(
    (each) =>
      each.id !== reference.id &&
      !each.removed &&
      (each.kind === reference.kind || (isPerson(each.kind) && isPerson(reference.kind))),
  );
  const other = others.find((each) => each.id === into);
  const merge = useCommand({
    call: (asked: Merge, key) => mergeReference(reference.id, asked, key),
    onDone: () => {
      onClose();
      toast(t("merge.done", { name: reference.name, other: other?.name }));
      open(into ?? undefined);
    },
    renews: [keys.of(id, "references"), keys.of(id, "reference"), keys.of(id, "used-by")],
  });
  const names = useQuery(namesQuery(id)).data;
  const affects = useAffects(other && names && !merge.saving ? mergeEdits(reference, other, names) : []);
  const run = () => into && merge.run({ into, version: reference.version });
  return (
    <Dialog
      title={t("merge.title", { name: reference.name })}
      open
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" isDisabled={!other || merge.saving || affects.problem !== null} onPress={run}>
            {merge.saving ? t("common:saving") : t("merge.do")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {others.length === 0 ? (
          <p className="text-form text-muted">{t("merge.nobody")}</p>
        ) : (
          <Select
            label={t("merge.into")}
            options={others.map((each) => ({ value: each.id, label: each.name }))}
            value={into}
            onChange={setInto}
          />
        )}
        {other && <p className="text-form">{t("merge.text", { name: reference.name, other: other.name })}</p>}
        <AffectsNote affects={affects} />
        <SaveProblem problem={merge.problem} onMine={run} onTheirs={onClose} />
      </div>
    </Dialog>
  );
}
