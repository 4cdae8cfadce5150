/** A short form for a new reference. */
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
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

type Asked = { kind: Kind; name: string; description: string };
const EMPTY: Asked = { kind: "character", name: "", description: "" };

function Form({ onClose, onMade }: NewReferenceProps) {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  const draft = useDraft<Asked>("reference/new", null);
  const asked = draft.value ?? EMPTY;
  const { kind, name, description } = asked;
  const write = (part: Partial<Asked>) => {
    const next = { ...asked, ...part };
    draft.write(next.name || next.description ? next : undefined);
  };
  const add = useCommand({
    call: (asked: Asked, key) => addReference(id, asked, key),
    onDone: (made, asked) => {
      draft.saved(asked, null);
      onClose();
      onMade(made.id);
    },
    renews: [keys.references(id, { removed: false })],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.run(asked);
  };
  const cancel = () => {
    draft.drop();
    onClose();
  };
  return (
    <Dialog title={t("add.title")} open onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <DraftNotice draft={draft} base={null} />
        <Select
          label={t("kind.label")}
          options={KINDS.map((each) => ({ value: each, label: t(`kinds.${each}`) }))}
          value={kind}
          onChange={(chosen) => write({ kind: chosen })}
        />
        <Field
          label={t("field.name")}
          value={name}
          onChange={(text) => write({ name: text })}
          autoFocus
          error={add.problem?.status === 422 || add.problem?.code === "name-taken" ? add.problem.message : null}
        />
        <Field
          label={t("field.description")}
          value={description}
          onChange={(text) => write({ description: text })}
          rows={3}
        />
        {add.problem && add.problem.status !== 422 && add.problem.code !== "name-taken" && (
          <ProblemNotice error={add.problem} inline />
        )}
        <div className="flex justify-end gap-2">
          <Button onPress={cancel}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" isDisabled={name.trim() === "" || add.saving}>
            {t("add.do")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
