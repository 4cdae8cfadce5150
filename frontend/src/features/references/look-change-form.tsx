/** A change of a look: its name, where it holds, and what is different there; its effect and price before saving. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AffectsNote } from "../../shared/affects/affects-note";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { MovedNotice } from "../../shared/affects/moved-notice";
import { useAffects } from "../../shared/affects/use-affects";
import { AddToSet, GatherHint } from "../../shared/change-sets/add-to-set";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { useShortcut } from "../../shared/keys/registry";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { toast } from "../../shared/ui/toast";
import {
  lacking,
  lookEdit,
  movedParts,
  newId,
  NOTHING,
  partText,
  same,
  valueOfPart,
  type LookValue,
} from "./look-draft";
import { LookDifferences } from "./look-differences";
import { LookWhere } from "./look-where";
import { removeLook, sayLook, type LookPart, type Looks, type Say } from "./looks-queries";
import type { Reference } from "./queries";

interface LookChangeFormProps {
  reference: Reference;
  looks: Looks;
  /** null: it is new. */
  part: LookPart | null;
  onClose: () => void;
}

export function LookChangeForm({ reference, looks, part, onClose }: LookChangeFormProps) {
  const { t } = useTranslation("references");
  const { id, may, past } = useProduction();
  const now = part ? valueOfPart(part) : NOTHING;
  const draft = useDraft<LookValue, LookValue>(`look/${reference.id}/${part?.id ?? "new"}`, now);
  const [fresh] = useState(newId);
  const look = part?.id ?? fresh;
  const value = draft.value ?? now;
  const [taking, setTaking] = useState(false);
  const allowed = may("change", looks.can).allowed && !past;
  const gathers = may("gather_changes").allowed && !past && !reference.removed;
  const renews = [
    keys.looks(id, reference.id),
    keys.reference(id, reference.id),
    keys.of(id, "references"),
    keys.of(id, "looks"),
  ];
  const save = useCommand({
    call: (asked: Say, key) => sayLook(reference.id, asked, key),
    onDone: (_, asked) => {
      draft.saved(asked.value, asked.value);
      toast(t("film.done", { label: asked.value.label }));
      onClose();
    },
    renews,
  });
  const remove = useCommand({
    call: (asked: { look: string; version: number }, key) => removeLook(reference.id, asked, key),
    onDone: () => {
      draft.drop();
      toast(t("film.removed", { label: now.label }));
      onClose();
    },
    renews,
  });
  const conflicted = save.problem?.conflict === true;
  const moved = draft.value === undefined || save.saving || conflicted ? [] : movedParts(draft.base, now);
  const lacks = lacking(value);
  const written = draft.value !== undefined && lacks === null && !save.saving;
  const affects = useAffects(
    taking ? [lookEdit(reference.id, look, null)] : written ? [lookEdit(reference.id, look, value)] : [],
  );
  const idle = !allowed || !written || conflicted || moved.length > 0 || affects.problem !== null || taking;
  const send = () => save.run({ look: part?.id ?? null, value, version: looks.version });
  const run = () => !idle && send();
  const drop = () => {
    draft.drop();
    save.reset();
  };
  const write = (change: Partial<LookValue>) => {
    if (!conflicted) save.reset();
    const next = { ...value, ...change };
    draft.write(same(next, now) ? undefined : next);
  };
  useShortcut({ id: "looks.save", label: t("save"), group: t("title"), keys: "mod+enter", enabled: !idle, run });
  const codes = new Map([
    ...looks.scenes.map(({ id: scene, code }) => [scene, code] as const),
    ...looks.parts.flatMap(({ first, last }) =>
      [first, last].flatMap((end) => (end ? [[end.id, end.code] as const] : [])),
    ),
  ]);
  const shown = (of: LookValue, name: keyof LookValue) => partText(of, name, (each) => codes.get(each));
  const shared = { value, onWrite: write, isDisabled: !allowed && !gathers };
  return (
    <form
      aria-label={part ? t("film.form", { label: part.label }) : t("film.add")}
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
      className={part ? "flex flex-col border-t border-line" : "flex flex-col rounded-md border border-accent"}
    >
      <DraftNotice
        draft={draft}
        base={now}
        meanwhile={movedParts(draft.base, now).map((name) => ({
          field: t(`film.part.${name}`),
          now: shown(now, name),
        }))}
        className="mx-3 mt-3"
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-5 p-3 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="flex flex-col gap-4">
          <Field
            label={t("film.label")}
            help={t("film.label-help")}
            value={value.label}
            onChange={(label) => write({ label })}
            isDisabled={shared.isDisabled}
            maxLength={80}
            autoFocus={part === null}
          />
          <LookWhere {...shared} />
        </div>
        <LookDifferences {...shared} reference={reference} part={part} version={looks.version} renews={renews} />
      </div>
      <footer className="flex flex-col gap-2 border-t border-line bg-panel px-3 py-3">
        <SaveProblem problem={save.problem} onMine={send} onTheirs={drop} />
        <SaveProblem
          problem={remove.problem}
          onMine={() => part && remove.run({ look: part.id, version: looks.version })}
          onTheirs={remove.reset}
        />
        {moved.length > 0 && draft.left === null && (
          <MovedNotice
            moved={moved.map((name) => ({
              field: t(`film.part.${name}`),
              who: null,
              theirs: shown(now, name),
              mine: shown(value, name),
            }))}
            onMine={() => draft.stand(now)}
            onTheirs={drop}
          />
        )}
        {taking && <p className="text-form">{t("film.remove-ask", { label: now.label })}</p>}
        <AffectsNote affects={affects} />
        {draft.value !== undefined && lacks !== null && !taking && (
          <p className="text-body text-muted" role="status">
            {t(`film.lacks.${lacks}`)}
          </p>
        )}
        {!allowed && gathers && <GatherHint />}
        {reference.locked_version !== null && (
          <p className="text-body text-muted">{t("locked-edit", { version: reference.locked_version })}</p>
        )}
        <div className="flex flex-wrap items-center justify-end gap-2">
          {taking && part ? (
            <>
              <Button autoFocus onPress={() => setTaking(false)}>
                {t("common:cancel")}
              </Button>
              <Button
                kind="danger"
                isDisabled={remove.saving || affects.problem !== null}
                onPress={() => remove.run({ look: part.id, version: looks.version })}
              >
                {remove.saving ? t("common:saving") : t("film.remove")}
              </Button>
            </>
          ) : (
            <>
              {part && (
                <Button kind="quiet" isDisabled={!allowed} onPress={() => setTaking(true)}>
                  {t("film.remove")}
                </Button>
              )}
              <span className="flex-1" />
              <AddToSet
                edits={written && moved.length === 0 ? [lookEdit(reference.id, look, value)] : []}
                onAdded={() => {
                  drop();
                  onClose();
                }}
              />
              <Button
                onPress={() => {
                  drop();
                  if (part === null) onClose();
                }}
                isDisabled={part !== null && draft.value === undefined}
              >
                {t("discard")}
              </Button>
              {!conflicted && (
                <Button type="submit" kind="primary" isDisabled={idle}>
                  {save.saving ? t("common:saving") : t("save")}
                </Button>
              )}
            </>
          )}
        </div>
      </footer>
    </form>
  );
}
