/** What a reference looks like: words, attributes with their colours, pictures and rights; its effect before saving. */
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { useShortcut } from "../../shared/keys/registry";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Field as TextField } from "../../shared/ui/field";
import { toast } from "../../shared/ui/toast";
import { AddToSet, GatherHint } from "../../shared/change-sets/add-to-set";
import { AffectsNote } from "../../shared/affects/affects-note";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { MovedNotice } from "../../shared/affects/moved-notice";
import { useAffects } from "../../shared/affects/use-affects";
import { attributeLabel, AttributeField, NewAttribute, type AttributeFieldProps } from "./attribute-field";
import {
  changed,
  changedSince,
  editsOf,
  gatherOf,
  isEmpty,
  movedIn,
  valueOf,
  wrongIn,
  type Draft,
  type Field,
} from "./draft";
import { attributesOf, isPerson } from "./kinds";
import { IsA } from "./is-a";
import { LiesIn } from "./lies-in";
import { OtherNames } from "./other-names";
import { Pictures } from "./pictures";
import { SoundFile, hasSound } from "./sound-file";
import { SpeaksWith } from "./speaks-with";
import { changeReference, versionsQuery, type Change, type Reference } from "./queries";

export function LookForm({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const { id, may, past } = useProduction();
  // Its base is the reference as it was when writing began: whoever changes it meanwhile is not written over unseen.
  const kept = useDraft<Draft, Reference>(`reference/${reference.id}`, reference);
  const draft = kept.value ?? {};
  const form = useRef<HTMLFormElement>(null);
  const label = useLabel();
  const allowed = may("change", reference.can).allowed;
  const gathers = may("gather_changes").allowed && !reference.removed;
  const save = useCommand({
    call: (asked: Change, key) => changeReference(reference.id, asked, key),
    onDone: (done, asked) => {
      kept.saved(asked.draft, done);
      toast(t("done.change", { name: done.name, version: done.version }));
    },
    renews: [keys.reference(id, reference.id), keys.of(id, "references")],
  });
  const conflicted = save.problem?.conflict === true;
  const moved = save.saving || conflicted ? [] : movedIn(kept.base, reference, draft);
  const wrong = wrongIn(draft);
  const affects = useAffects(wrong.length > 0 ? [] : editsOf(reference.id, draft));
  const idle =
    !allowed ||
    isEmpty(draft) ||
    save.saving ||
    conflicted ||
    moved.length > 0 ||
    wrong.length > 0 ||
    affects.problem !== null;
  const send = () => save.run({ draft, version: reference.version });
  const run = () => !idle && send();
  const drop = () => {
    kept.drop();
    save.reset();
  };
  const write = (name: Field, text: string) => {
    if (!conflicted) save.reset();
    const next = changed(reference, draft, name, text);
    kept.write(isEmpty(next) ? undefined : next);
  };
  const field = (name: Field) => ({
    value: valueOf(reference, draft, name),
    onChange: (text: string) => write(name, text),
    isDisabled: !allowed && !gathers,
    error: wrong.includes(name) ? t("colour-wrong", { text: valueOf(reference, draft, name) }) : null,
  });
  useShortcut({ id: "references.save", label: t("save"), group: t("title"), keys: "mod+enter", enabled: !idle, run });
  useShortcut({
    id: "references.edit",
    label: t("edit"),
    group: t("title"),
    keys: "e",
    enabled: allowed || gathers,
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
      <DraftNotice
        draft={kept}
        base={reference}
        meanwhile={changedSince(kept.base, reference).map((each) => ({
          field: label(each),
          now: valueOf(reference, {}, each),
        }))}
        className="mx-4 mt-4"
      />
      <div className="grid flex-1 grid-cols-[minmax(0,1fr)] content-start gap-x-8 gap-y-5 p-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="flex flex-col gap-4">
          <TextField label={t("field.description")} rows={5} {...field("description")} />
          <TextField label={t("field.name")} {...field("name")} />
          <OtherNames key={reference.id} reference={reference} />
          <IsA reference={reference} />
          {reference.kind === "location" && <LiesIn reference={reference} />}
          {isPerson(reference.kind) && <SpeaksWith reference={reference} />}
          <TextField label={t("field.rights")} help={t("field.rights-help")} rows={2} {...field("rights")} />
        </div>
        <div className="flex flex-col gap-6">
          <Attributes reference={reference} draft={draft} field={field} disabled={!allowed && !gathers} />
          {hasSound(reference) && <SoundFile reference={reference} disabled={!allowed || past} />}
          <Pictures reference={reference} disabled={!allowed} past={past} />
        </div>
      </div>
      {(!isEmpty(draft) || save.problem) && (
        <footer className="sticky bottom-0 flex flex-col gap-2 border-t border-line bg-panel px-4 py-3">
          <SaveProblem problem={save.problem} onMine={send} onTheirs={drop} />
          {moved.length > 0 && kept.left === null && (
            <MovedFields
              reference={reference}
              draft={draft}
              fields={moved}
              onMine={() => kept.stand(reference)}
              onTheirs={drop}
            />
          )}
          <div className="flex items-start gap-3">
            <div className="min-w-0 flex-1">
              <AffectsNote affects={affects} />
              {!allowed && gathers && <GatherHint />}
              {reference.locked_version !== null && (
                <p className="text-body text-muted">{t("locked-edit", { version: reference.locked_version })}</p>
              )}
            </div>
            <AddToSet
              edits={wrong.length > 0 || moved.length > 0 ? [] : gatherOf(reference.id, draft)}
              onAdded={drop}
            />
            <Button onPress={drop}>{t("discard")}</Button>
            {!conflicted && (
              <Button type="submit" kind="primary" isDisabled={idle}>
                {save.saving ? t("common:saving") : t("save")}
              </Button>
            )}
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
  field: (name: Field) => Omit<AttributeFieldProps, "attribute">;
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
          <div key={attribute.name}>
            <AttributeField attribute={attribute} {...field(`attribute:${attribute.name}`)} />
            {reference.read.includes(attribute.name) && draft.attributes?.[attribute.name] === undefined && (
              <p className="mt-0.5 text-label text-muted">{t("as-read")}</p>
            )}
          </div>
        ))}
      </div>
      {!disabled && <NewAttribute reference={reference.id} onAdd={(name) => setAdded((before) => [...before, name])} />}
    </fieldset>
  );
}
