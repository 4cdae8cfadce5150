/** What is said of a model beside its files: its name, its licence with what that allows, and the memory that it needs. */
import type { FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftFields } from "../../shared/drafts/use-draft";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox, Field, LABEL } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { useEdit, type Model, type ModelEdit } from "./queries";

const USES: readonly Model["uses"][number][] = ["commercial", "non-commercial", "research"];
const GIB = 2 ** 30;
const LABELS = {
  name: "form.name",
  licence: "licence",
  uses: "uses.title",
  terms: "terms",
  memory: "form.memory",
} as const;

interface EditDialogProps {
  model: Model;
  onClose: () => void;
}

export function EditDialog({ model, onClose }: EditDialogProps) {
  const { t } = useTranslation("models");
  const shown = ((model.versions[0]?.memory ?? 0) / GIB).toFixed(1);
  const stand = { name: model.name, licence: model.licence, uses: model.uses, terms: model.terms, memory: shown };
  const { said, write, moved, draft } = useDraftFields(`model/${model.id}`, stand);
  const { name, licence, uses, terms, memory } = said;
  const cancel = () => {
    draft.drop();
    onClose();
  };
  const edit = useEdit(model, () => {
    toast(t("saved"));
    cancel();
  });
  const meanwhile = moved.map((field) => ({ field: t(LABELS[field]), now: stand[field] }));
  const right = /^\d{1,6}(\.\d{1,3})?$/.test(memory);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!right) return;
    const asked: ModelEdit = {
      ...(name !== model.name && { name }),
      ...(licence !== model.licence && { licence }),
      ...(uses.join() !== model.uses.join() && { uses }),
      ...(terms !== model.terms && { terms }),
      ...(memory !== shown && { memory: Math.round(Number(memory) * GIB) }),
    };
    if (Object.keys(asked).length) edit.run(asked);
    else cancel();
  };
  return (
    <Dialog title={t("edit-title", { name: model.name })} open onClose={onClose}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        <DraftNotice draft={draft} base={stand} meanwhile={meanwhile} />
        <Field label={t("form.name")} value={name} onChange={(text) => write({ name: text })} isRequired autoFocus />
        <Field
          label={t("licence")}
          help={t("form.licence-brings")}
          value={licence}
          onChange={(text) => write({ licence: text })}
          isRequired
        />
        <fieldset>
          <legend className={LABEL}>{t("uses.title")}</legend>
          {USES.map((use) => (
            <Checkbox
              key={use}
              isSelected={uses.includes(use)}
              onChange={(on) => write({ uses: USES.filter((each) => (each === use ? on : uses.includes(each))) })}
            >
              {t(`uses.${use}`)}
            </Checkbox>
          ))}
        </fieldset>
        <Field label={t("terms")} value={terms} onChange={(text) => write({ terms: text })} rows={3} maxLength={1000} />
        <Field
          label={t("form.memory")}
          value={memory}
          onChange={(text) => write({ memory: text })}
          inputMode="decimal"
          error={right ? null : t("form.memory-wrong")}
          className="w-48"
        />
        {edit.problem && <ProblemNotice error={edit.problem} inline />}
        <div className="flex justify-end gap-2">
          <Button onPress={cancel}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" isPending={edit.saving} isDisabled={!right || !name.trim()}>
            {t("save")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
