/** Asks before a reference is locked, unlocked, removed or restored, and says which shots that would change. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../shared/api/problem";
import { AffectsNote } from "../../shared/affects/affects-note";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { useAffects, type Edit } from "../../shared/affects/use-affects";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftText } from "../../shared/drafts/use-draft";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { usedByQuery, type Act, type Reference } from "./queries";

interface ActDialogProps {
  act: Act["act"];
  reference: Reference;
  command: { runAsync: (asked: Act) => Promise<unknown>; saving: boolean; problem: Problem | null };
  onClose: () => void;
}

export function ActDialog({ act, reference, command, onClose }: ActDialogProps) {
  const { t } = useTranslation("references");
  const [reason, setReason, draft] = useDraftText(`reference/${reference.id}/lock`);
  const affects = useAffects([editOf(act, reference.id)]);
  const { version } = reference;
  const run = () =>
    void command
      .runAsync(act === "lock" ? { act, version, reason } : { act, version })
      .then(draft.drop, () => undefined);
  const cancel = () => {
    draft.drop();
    onClose();
  };
  return (
    <Dialog title={t(`ask.${act}.title`, { name: reference.name })} open onClose={onClose}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        {act === "remove" && <Uses reference={reference} />}
        <p className="text-form text-muted">
          {t(`ask.${act}.text`, { version: act === "lock" ? version : reference.locked_version })}
        </p>
        {act === "lock" && <DraftNotice draft={draft} base={null} />}
        {act === "lock" && <Field label={t("lock.reason")} value={reason} onChange={setReason} autoFocus />}
        <AffectsNote affects={affects} />
        <SaveProblem problem={command.problem} onMine={run} onTheirs={onClose} />
        <div className="flex justify-end gap-2">
          <Button onPress={cancel}>{t("common:cancel")}</Button>
          {!command.problem?.conflict && (
            <Button
              type="submit"
              autoFocus={act !== "lock"}
              kind={act === "remove" ? "danger" : "primary"}
              isDisabled={command.saving || affects.problem !== null}
            >
              {command.saving ? t("common:saving") : t(`ask.${act}.do`)}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function Uses({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const uses = useQuery(usedByQuery(useProduction().id, reference.id)).data?.length;
  return uses === undefined ? null : <p className="text-form">{t("remove.uses", { count: uses })}</p>;
}

/** The edit to suppose; the reason of a lock changes no picture. */
function editOf(act: Act["act"], reference: string): Edit {
  if (act === "lock" || act === "unlock") return { reference, field: "lock", value: act === "lock" ? "" : null };
  return { reference, field: "removed", value: act === "remove" };
}
