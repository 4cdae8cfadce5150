/** The form that creates a production and goes there. */
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { createProduction } from "../../shared/api/productions";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftText } from "../../shared/drafts/use-draft";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { TemplateChoice } from "./template-choice";

export function NewProduction({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("productions");
  const [name, setName, draft] = useDraftText("production/new");
  const [template, setTemplate] = useState<string | null>(null);
  const navigate = useNavigate();
  const create = useCommand({
    call: createProduction,
    renews: [keys.productions, keys.me],
    onDone: (made) => {
      draft.drop();
      void navigate({ to: "/p/$production", params: { production: made.id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) create.run({ name: name.trim(), template });
  };
  const cancel = () => {
    draft.drop();
    onClose();
  };
  return (
    <Dialog title={t("new")} open={open} onClose={onClose}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        <DraftNotice draft={draft} base={null} />
        <Field label={t("name")} help={t("create-help")} value={name} onChange={setName} isRequired autoFocus />
        <TemplateChoice value={template} onChange={setTemplate} />
        {create.problem && <ProblemNotice error={create.problem} inline />}
        <div className="flex justify-end gap-2">
          <Button onPress={cancel}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" isPending={create.saving} isDisabled={!name.trim()}>
            {t("create")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
