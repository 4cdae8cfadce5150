/** Takes a reference out of the shots that are chosen, once what that changes is said. */
import { useTranslation } from "react-i18next";
import { ConfirmEdit } from "../../shared/affects/confirm-edit";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { toast } from "../../shared/ui/toast";
import { castEdit, castSeveral, type CastSeveral, type Reference } from "./queries";

interface TakeOutProps {
  reference: Reference;
  shots: readonly string[];
  onDone: () => void;
  onCancel: () => void;
}

export function TakeOut({ reference, shots, onDone, onCancel }: TakeOutProps) {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  const save = useCommand({
    call: castSeveral,
    onDone: (_, asked: CastSeveral) => {
      toast(t("several.out", { count: asked.shots.length, name: reference.name }));
      onDone();
    },
    renews: [keys.of(id, "used-by"), keys.of(id, "stages"), keys.of(id, "cast")],
  });
  const run = () => save.run({ act: "remove", reference: reference.id, shots, version: reference.version });
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b border-line p-3">
      <ConfirmEdit
        text={t("several.ask-out", { count: shots.length, name: reference.name })}
        label={t("several.do-out")}
        edits={shots.map((shot) => castEdit({ act: "remove", shot, reference: reference.id }))}
        saving={save.saving}
        onSave={run}
        onCancel={onCancel}
      />
      <SaveProblem problem={save.problem} onMine={run} onTheirs={save.reset} />
    </div>
  );
}
