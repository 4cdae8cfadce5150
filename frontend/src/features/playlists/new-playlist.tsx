/** Begins a playlist: of a choice of the film, or empty, to be filled by hand. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { namesQuery } from "../../shared/api/names";
import { sessionQuery } from "../../shared/api/session";
import { useDraftFields } from "../../shared/drafts/use-draft";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { begin } from "../../shared/playlists/calls";
import { lookedUpTo } from "../../shared/playlists/looked";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox, Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Select } from "../../shared/ui/select";

const CHOICES = ["film", "submitted", "changes_requested", "approved", "new", "scene", "nothing"] as const;
type Choice = (typeof CHOICES)[number];

export function NewPlaylist({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const { t } = useTranslation("playlists");
  const { id } = useProduction();
  const person = useQuery(sessionQuery).data?.person?.person ?? "";
  const scenes = [...(useQuery(namesQuery(id)).data?.scenes ?? new Map<string, { code: string }>())];
  const { said, write, draft } = useDraftFields("playlist/new", { name: "", note: "" });
  const { name, note } = said;
  const [choice, setChoice] = useState<Choice>("submitted");
  const [scene, setScene] = useState<string | null>(null);
  const [since] = useState(() => lookedUpTo(person, id));
  const [frozen, setFrozen] = useState(false);
  const save = useCommand({
    call: (asked: Parameters<typeof begin>[1], key) => begin(id, asked, key),
    onDone: (made) => {
      draft.drop();
      onMade(made.id);
      onClose();
    },
    renews: [keys.playlists(id)],
  });
  const ready = name.trim() !== "" && (choice !== "scene" || scene !== null) && !save.saving;
  const nothing = { scene: null, review: null, since: null };
  const chosen = {
    film: nothing,
    nothing: null,
    new: { ...nothing, since },
    scene: { ...nothing, scene },
    submitted: { ...nothing, review: "submitted" as const },
    changes_requested: { ...nothing, review: "changes_requested" as const },
    approved: { ...nothing, review: "approved" as const },
  }[choice];
  return (
    <Dialog title={t("new.title")} open onClose={onClose}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) save.run({ name, note, frozen, entries: [], choice: chosen });
        }}
      >
        <Field
          label={t("new.name")}
          value={name}
          onChange={(text) => write({ name: text })}
          maxLength={200}
          autoFocus
        />
        <Select
          label={t("new.of")}
          options={CHOICES.map((value) => ({ value, label: t(`new.choices.${value}`) }))}
          value={choice}
          onChange={setChoice}
        />
        {choice === "scene" && (
          <Select
            label={t("new.scene")}
            options={scenes.map(([value, { code }]) => ({ value, label: code }))}
            value={scene}
            onChange={setScene}
          />
        )}
        <Field label={t("new.note")} rows={2} value={note} onChange={(text) => write({ note: text })} />
        <Checkbox isSelected={frozen} onChange={setFrozen}>
          {t("new.frozen")}
        </Checkbox>
        {save.problem && <ProblemNotice error={save.problem} inline />}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" isDisabled={!ready}>
            {save.saving ? t("common:saving") : t("new.do")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
