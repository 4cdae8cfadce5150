/** What is said of a model beside its files: its name, its licence with what that allows, and the memory that it needs. */
import { useState, type FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox, Field, LABEL } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { useEdit, type Model, type ModelEdit } from "./queries";

const USES: readonly Model["uses"][number][] = ["commercial", "non-commercial", "research"];
const GIB = 2 ** 30;

interface EditDialogProps {
  model: Model;
  onClose: () => void;
}

export function EditDialog({ model, onClose }: EditDialogProps) {
  const { t } = useTranslation("models");
  const shown = ((model.versions[0]?.memory ?? 0) / GIB).toFixed(1);
  const [name, setName] = useState(model.name);
  const [licence, setLicence] = useState(model.licence);
  const [uses, setUses] = useState(model.uses);
  const [terms, setTerms] = useState(model.terms);
  const [memory, setMemory] = useState(shown);
  const edit = useEdit(model, () => {
    toast(t("saved"));
    onClose();
  });
  const right = /^\d{1,6}(\.\d{1,3})?$/.test(memory);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!right) return;
    const said: ModelEdit = {
      ...(name !== model.name && { name }),
      ...(licence !== model.licence && { licence }),
      ...(uses.join() !== model.uses.join() && { uses }),
      ...(terms !== model.terms && { terms }),
      ...(memory !== shown && { memory: Math.round(Number(memory) * GIB) }),
    };
    if (Object.keys(said).length) edit.run(said);
    else onClose();
  };
  return (
    <Dialog title={t("edit-title", { name: model.name })} open onClose={onClose}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("form.name")} value={name} onChange={setName} isRequired autoFocus />
        <Field label={t("licence")} help={t("form.licence-brings")} value={licence} onChange={setLicence} isRequired />
        <fieldset>
          <legend className={LABEL}>{t("uses.title")}</legend>
          {USES.map((use) => (
            <Checkbox
              key={use}
              isSelected={uses.includes(use)}
              onChange={(on) => setUses(USES.filter((each) => (each === use ? on : uses.includes(each))))}
            >
              {t(`uses.${use}`)}
            </Checkbox>
          ))}
        </fieldset>
        <Field label={t("terms")} value={terms} onChange={setTerms} rows={3} maxLength={1000} />
        <Field
          label={t("form.memory")}
          value={memory}
          onChange={setMemory}
          inputMode="decimal"
          error={right ? null : t("form.memory-wrong")}
          className="w-48"
        />
        {edit.problem && <ProblemNotice error={edit.problem} inline />}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" isPending={edit.saving} isDisabled={!right || !name.trim()}>
            {t("save")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
