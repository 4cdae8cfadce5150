/** A short form for a new reference. */
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Select } from "../../shared/ui/select";
import { KINDS, type Kind } from "./kinds";
import { addReference } from "./queries";

interface NewReferenceProps {
  open: boolean;
  onClose: () => void;
  onMade: (reference: string) => void;
}

export function NewReference(props: NewReferenceProps) {
  return props.open ? <Form {...props} /> : null;
}

function Form({ onClose, onMade }: NewReferenceProps) {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  const [kind, setKind] = useState<Kind>("character");
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const add = useCommand({
    call: (asked: { kind: Kind; name: string; description: string }, key) => addReference(id, asked, key),
    onDone: (made) => {
      onClose();
      onMade(made.id);
    },
    renews: [keys.references(id, { removed: false })],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.run({ kind, name, description });
  };
  return (
    <Dialog title={t("add.title")} open onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Select
          label={t("kind.label")}
          options={KINDS.map((each) => ({ value: each, label: t(`kinds.${each}`) }))}
          value={kind}
          onChange={setKind}
        />
        <Field
          label={t("field.name")}
          value={name}
          onChange={setName}
          autoFocus
          error={add.problem?.status === 422 || add.problem?.code === "name-taken" ? add.problem.message : null}
        />
        <Field label={t("field.description")} value={description} onChange={setDescription} rows={3} />
        {add.problem && add.problem.status !== 422 && add.problem.code !== "name-taken" && (
          <ProblemNotice error={add.problem} inline />
        )}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" isDisabled={name.trim() === "" || add.saving}>
            {t("add.do")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
