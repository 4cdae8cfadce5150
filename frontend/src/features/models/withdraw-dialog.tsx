/** Withdrawing a model, with the reason that everybody will read whose work it stops. */
import { useState, type FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
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
  const [reason, setReason] = useState("");
  const withdraw = useWithdraw(model, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) withdraw.run(reason.trim());
  };
  return (
    <Dialog title={t("withdraw-title", { name: model.name })} open onClose={onClose}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-form">{t("withdraw-help")}</p>
        <Field label={t("reason")} value={reason} onChange={setReason} maxLength={200} isRequired autoFocus />
        {withdraw.problem && <ProblemNotice error={withdraw.problem} inline />}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" isPending={withdraw.saving} isDisabled={!reason.trim()}>
            {t("withdraw")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
