/** What a reference looks like: words, attributes with their colours, pictures and rights; its effect before saving. */
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Field as TextField } from "../../shared/ui/field";
import { toast } from "../../shared/ui/toast";
import { AffectsNote } from "../../shared/affects/affects-note";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { MovedNotice } from "../../shared/affects/moved-notice";
import { useAffects } from "../../shared/affects/use-affects";
import { attributeLabel, AttributeField, NewAttribute } from "./attribute-field";
import { changed, editsOf, isEmpty, movedIn, valueOf, type Draft, type Field } from "./draft";
import { attributesOf } from "./kinds";
import { Pictures } from "./pictures";
import { changeReference, versionsQuery, type Change, type Reference } from "./queries";

export function LookForm({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const { id, may, past } = useProduction();
  const [draft, setDraft] = useState<Draft>({});
  // The reference as it was when writing began: whoever changes it meanwhile is not written over unseen.
  const [seen, setSeen] = useState(reference);
  const form = useRef<HTMLFormElement>(null);
  const affects = useAffects(editsOf(reference.id, draft));
  const allowed = may("change", reference.can).allowed;
  const save = useCommand({
    call: (asked: Change, key) => changeReference(reference.id, asked, key),
    onDone: (done) => {
      setDraft({});
      toast(t("done.change", { name: done.name, version: done.version }));
    },
    renews: [keys.reference(id, reference.id), keys.of(id, "references")],
  });
  const moved = save.saving ? [] : movedIn(seen, reference, draft);
  const idle = isEmpty(draft) || save.saving || moved.length > 0 || affects.problem !== null;
  const run = () => !idle && save.run({ draft, version: reference.version });
  const drop = () => {
    setDraft({});
    save.reset();
  };
  const write = (name: Field, text: string) => {
    if (isEmpty(draft)) setSeen(reference);
    setDraft((before) => changed(reference, before, name, text));
  };
  const field = (name: Field) => ({
    value: valueOf(reference, draft, name),
    onChange: (text: string) => write(name, text),
    isDisabled: !allowed,
  });
  useShortcut({ id: "references.save", label: t("save"), group: t("title"), keys: "mod+enter", enabled: !idle, run });
  useShortcut({
    id: "references.edit",
    label: t("edit"),
    group: t("title"),
    keys: "e",
    enabled: allowed,
    run: () => form.current?.querySelector<HTMLElement>("textarea, input")?.focus(),
  });
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
      className="flex min-h-full flex-col"
    >
      <div className="grid flex-1 content-start gap-x-8 gap-y-5 p-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="flex flex-col gap-4">
          <TextField label={t("field.description")} rows={5} {...field("description")} />
          <TextField label={t("field.name")} {...field("name")} />
          <TextField label={t("field.rights")} help={t("field.rights-help")} rows={2} {...field("rights")} />
        </div>
        <div className="flex flex-col gap-6">
          <Attributes reference={reference} draft={draft} field={field} disabled={!allowed} />
          <Pictures reference={reference} disabled={!allowed} past={past} />
        </div>
      </div>
      {(!isEmpty(draft) || save.problem) && (
        <footer className="sticky bottom-0 flex flex-col gap-2 border-t border-line bg-panel px-4 py-3">
          {save.problem && <SaveProblem problem={save.problem} onMine={run} onTheirs={drop} />}
          {moved.length > 0 && (
            <MovedFields
              reference={reference}
              draft={draft}
              fields={moved}
              onMine={() => setSeen(reference)}
              onTheirs={drop}
            />
          )}
          <div className="flex items-start gap-3">
            <div className="min-w-0 flex-1">
              <AffectsNote affects={affects} />
              {reference.locked_version !== null && (
                <p className="text-body text-muted">{t("locked-edit", { version: reference.locked_version })}</p>
              )}
            </div>
            <Button onPress={drop}>{t("discard")}</Button>
            <Button type="submit" kind="primary" isDisabled={idle}>
              {save.saving ? t("common:saving") : t("save")}
            </Button>
          </div>
        </footer>
      )}
    </form>
  );
}

function MovedFields({
  reference,
  draft,
  fields,
  onMine,
  onTheirs,
}: {
  reference: Reference;
  draft: Draft;
  fields: readonly Field[];
  onMine: () => void;
  onTheirs: () => void;
}) {
  const { id } = useProduction();
  const label = useLabel();
  const events = useQuery(versionsQuery(id, reference.id)).data;
  const who = (field: Field) =>
    events?.findLast(({ payload }) => (payload as Record<string, unknown>).field === field)?.actor.name ?? null;
  const moved = fields.map((field) => ({
    field: label(field),
    who: who(field),
    theirs: valueOf(reference, {}, field),
    mine: valueOf(reference, draft, field),
  }));
  return <MovedNotice moved={moved} onMine={onMine} onTheirs={onTheirs} />;
}

function useLabel(): (field: Field) => string {
  const { t } = useTranslation("references");
  return (field) =>
    field.startsWith("attribute:") ? attributeLabel(field.slice("attribute:".length), t) : t(`field.${field}`);
}

interface AttributesProps {
  reference: Reference;
  draft: Draft;
  field: (name: Field) => { value: string; onChange: (text: string) => void; isDisabled: boolean };
  disabled: boolean;
}

function Attributes({ reference, draft, field, disabled }: AttributesProps) {
  const { t } = useTranslation("references");
  const drafted = Object.fromEntries(
    Object.entries(draft.attributes ?? {}).map(([name, value]) => [name, value ?? ""]),
  );
  const [added, setAdded] = useState<string[]>([]);
  const attributes = attributesOf(reference.kind, {
    ...Object.fromEntries(added.map((name) => [name, ""])),
    ...reference.attributes,
    ...drafted,
  });
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-form font-semibold">{t("attributes")}</legend>
      <div className="grid grid-cols-2 gap-3">
        {attributes.map((attribute) => (
          <AttributeField key={attribute.name} attribute={attribute} {...field(`attribute:${attribute.name}`)} />
        ))}
      </div>
      {!disabled && <NewAttribute onAdd={(name) => setAdded((before) => [...before, name])} />}
    </fieldset>
  );
}
