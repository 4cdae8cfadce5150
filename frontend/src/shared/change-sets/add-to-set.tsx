/** "Add to a change set…": puts edits into a draft that is there, or into a new one, instead of making them. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Layers } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../drafts/draft-notice";
import { useDraftText } from "../drafts/use-draft";
import { useShortcut } from "../keys/registry";
import { keys } from "../live/query-keys";
import { useCommand } from "../live/use-command";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { ProblemNotice } from "../ui/problem-notice";
import { Select } from "../ui/select";
import { toast } from "../ui/toast";
import { begin, changeSetsQuery, gather, type Gather } from "./calls";

/** Where edits go for which a set is begun. */
export const NEW = "new";

interface AddToSetProps {
  edits: readonly Gather[];
  /** They are in a set now: the form has nothing to keep. */
  onAdded: () => void;
  /** Of the forms on a screen one has the keys. */
  keyed?: boolean;
}

export function AddToSet({ edits, onAdded, keyed = true }: AddToSetProps) {
  const { t } = useTranslation("change-sets");
  const { may } = useProduction();
  const [open, setOpen] = useState(false);
  const allowed = may("gather_changes").allowed;
  const enabled = allowed && edits.length > 0;
  if (!allowed) return null;
  return (
    <>
      {keyed && <AddKey enabled={enabled} run={() => setOpen(true)} />}
      <Button icon={<Layers size={14} aria-hidden />} isDisabled={!enabled} onPress={() => setOpen(true)}>
        {t("add.button")}
      </Button>
      {open && <AddDialog edits={edits} onAdded={onAdded} onClose={() => setOpen(false)} />}
    </>
  );
}

function AddKey({ enabled, run }: { enabled: boolean; run: () => void }) {
  const { t } = useTranslation("change-sets");
  useShortcut({
    id: "change-sets.add",
    label: t("add.title"),
    group: t("title"),
    keys: "mod+shift+enter",
    enabled,
    run,
  });
  return null;
}

interface AddDialogProps {
  /** None: they cannot be added yet. */
  edits: readonly Gather[];
  onAdded: () => void;
  onClose: () => void;
  title?: string;
  /** A form of the edits, for the set that is chosen: above its choice, in place of the usual words. */
  children?: (into: string) => ReactNode;
  /** Another set was chosen. */
  onInto?: () => void;
}

export function AddDialog({ edits, onAdded, onClose, title, children, onInto }: AddDialogProps) {
  const { t } = useTranslation("change-sets");
  const { id } = useProduction();
  const sets = useQuery(changeSetsQuery(id));
  const drafts = (sets.data ?? []).filter(({ status }) => status === "draft");
  const [picked, setPicked] = useState<string | null>(null);
  const [name, setName, named] = useDraftText("change-set/new-name");
  const cancel = () => {
    named.drop();
    onClose();
  };
  const into = picked ?? drafts[0]?.id ?? NEW;
  const add = useCommand({
    call: (asked: { into: string; name: string; edits: readonly Gather[] }, key) =>
      asked.into === NEW ? begin(id, asked, key) : gather(asked.into, asked, key),
    onDone: (set, asked) => {
      toast(t("add.done", { count: asked.edits.length, name: set.name }));
      onAdded();
      cancel();
    },
    renews: [keys.changeSets(id)],
  });
  const ready = sets.data !== undefined && edits.length > 0 && !add.saving && (into !== NEW || name.trim() !== "");
  const pick = (set: string) => {
    setPicked(set);
    onInto?.();
  };
  return (
    <Dialog title={title ?? t("add.title")} open onClose={onClose}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (ready) add.run({ into, name, edits });
        }}
      >
        {children ? children(into) : <p className="text-form text-muted">{t("add.text", { count: edits.length })}</p>}
        {sets.isError && <ProblemNotice error={sets.error} onRetry={() => void sets.refetch()} inline />}
        {drafts.length > 0 && (
          <Select
            label={t("add.into")}
            value={into}
            onChange={pick}
            options={[
              ...drafts.map((set) => ({ value: set.id, label: t("add.option", { name: set.name, count: set.edits }) })),
              { value: NEW, label: t("add.new") },
            ]}
          />
        )}
        {into === NEW && sets.data !== undefined && (
          <>
            <DraftNotice draft={named} base={null} />
            <Field label={t("add.name")} value={name} onChange={setName} maxLength={200} autoFocus={!children} />
          </>
        )}
        {add.problem && <ProblemNotice error={add.problem} inline />}
        <div className="flex justify-end gap-2">
          <Button onPress={cancel}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" autoFocus={!children && into !== NEW} isDisabled={!ready}>
            {add.saving ? t("common:saving") : t("add.do")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** For whoever may not save what a form holds: what they can do with it instead. */
export function GatherHint() {
  const { t } = useTranslation("change-sets");
  const { id } = useProduction();
  return (
    <p className="text-body text-muted">
      {t("add.hint")}{" "}
      <Link to={`/p/${id}/change-sets` as "/productions"} className="text-accent underline">
        {t("add.hint-link")}
      </Link>
    </p>
  );
}
