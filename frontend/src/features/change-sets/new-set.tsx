/** Begins a change set, or says anew what one is called and for. */
import { useTranslation } from "react-i18next";
import { begin, change, type ChangeSet } from "../../shared/change-sets/calls";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftFields } from "../../shared/drafts/use-draft";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";

interface NewSetProps {
  /** The one to rename; without, a new one is begun. */
  set?: ChangeSet;
  onClose: () => void;
  onMade?: (id: string) => void;
}

export function NewSet({ set, onClose, onMade }: NewSetProps) {
  const { t } = useTranslation("change-sets");
  const { id } = useProduction();
  const stand = { name: set?.name ?? "", note: set?.note ?? "" };
  const { said, write, moved, draft } = useDraftFields(`change-set/${set?.id ?? "new"}`, stand);
  const { name, note } = said;
  const cancel = () => {
    draft.drop();
    onClose();
  };
  const save = useCommand({
    call: (asked: { name: string; note: string }, key) =>
      set ? change(set.id, { ...asked, version: set.version }, key) : begin(id, asked, key),
    onDone: (made) => {
      onMade?.(made.id);
      cancel();
    },
    renews: [keys.changeSets(id), ...(set ? [keys.changeSet(id, set.id)] : [])],
  });
  const ready = name.trim() !== "" && !save.saving;
  return (
    <Dialog title={t(set ? "rename.title" : "new.title")} open onClose={onClose}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) save.run({ name, note });
        }}
      >
        {!set && <p className="text-form text-muted">{t("new.text")}</p>}
        <DraftNotice
          draft={draft}
          base={stand}
          meanwhile={moved.map((field) => ({ field: t(field), now: stand[field] }))}
        />
        <Field label={t("name")} value={name} onChange={(text) => write({ name: text })} maxLength={200} autoFocus />
        <Field
          label={t("note")}
          help={t("note-help")}
          rows={3}
          value={note}
          onChange={(text) => write({ note: text })}
        />
        {save.problem && <ProblemNotice error={save.problem} inline />}
        <div className="flex justify-end gap-2">
          <Button onPress={cancel}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" isDisabled={!ready}>
            {save.saving ? t("common:saving") : t(set ? "rename.do" : "new.do")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
