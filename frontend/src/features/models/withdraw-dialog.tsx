/** Withdrawing a model, with the reason that everybody will read whose work it stops. */
import type { FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftText } from "../../shared/drafts/use-draft";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { useWithdraw, type Model } from "./queries";

interface WithdrawDialogProps {
  model: Model;
  onClose: () => void;
}

export function WithdrawDialog({ model, onClose }: WithdrawDialogProps) {
  const { t } = useTranslation("models");
  const [reason, setReason, draft] = useDraftText(`model/${model.id}/withdraw`);
  const cancel = () => {
    draft.drop();
    onClose();
  };
  const withdraw = useWithdraw(model, cancel);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) withdraw.run(reason.trim());
  };
  return (
    <Dialog title={t("withdraw-title", { name: model.name })} open onClose={onClose}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-form">{t("withdraw-help")}</p>
        <DraftNotice draft={draft} base={null} />
        <Field label={t("reason")} value={reason} onChange={setReason} maxLength={200} isRequired autoFocus />
        {withdraw.problem && <ProblemNotice error={withdraw.problem} inline />}
        <div className="flex justify-end gap-2">
          <Button onPress={cancel}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" isPending={withdraw.saving} isDisabled={!reason.trim()}>
            {t("withdraw")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
