/** Asks before a set is applied, proposed or withdrawn; applying says its price once more. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { setPlanQuery, type ChangeSet, type Move } from "../../shared/change-sets/calls";
import type { Problem } from "../../shared/api/problem";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftText } from "../../shared/drafts/use-draft";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { PlanLine } from "./plan-line";

interface MoveDialogProps {
  act: Move["act"];
  set: ChangeSet;
  command: { runAsync: (asked: Move) => Promise<unknown>; saving: boolean; problem: Problem | null };
  onClose: () => void;
}

export function MoveDialog({ act, set, command, onClose }: MoveDialogProps) {
  const { t } = useTranslation("change-sets");
  const [comment, setComment, draft] = useDraftText(`change-set/${set.id}/${act}`);
  const plan = useQuery({ ...setPlanQuery(useProduction().id, set.id), enabled: act === "apply" });
  const worded = act === "propose" || act === "withdraw";
  const run = () =>
    void command
      .runAsync({ act, version: set.version, ...(worded ? { comment } : {}) })
      .then(draft.drop, () => undefined);
  const cancel = () => {
    draft.drop();
    onClose();
  };
  return (
    <Dialog title={t(`ask.${act}.title`, { name: set.name })} open onClose={onClose}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <p className="text-form text-muted">{t(`ask.${act}.text`, { count: set.edits })}</p>
        {act === "apply" && plan.data && <PlanLine plan={plan.data} />}
        {worded && <DraftNotice draft={draft} base={null} />}
        {worded && <Field label={t(`ask.${act}.comment`)} rows={3} value={comment} onChange={setComment} autoFocus />}
        {command.problem && <ProblemNotice error={command.problem} inline />}
        <div className="flex justify-end gap-2">
          <Button onPress={cancel}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" autoFocus={!worded} isDisabled={command.saving}>
            {command.saving ? t("common:saving") : t(`act.${act}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
