/** What a playlist is called, and what it is for. */
import { useTranslation } from "react-i18next";
import { useDraftFields } from "../../shared/drafts/use-draft";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { change, type Playlist } from "../../shared/playlists/calls";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";

export function Rename({ list, onClose }: { list: Playlist; onClose: () => void }) {
  const { t } = useTranslation("playlists");
  const { id } = useProduction();
  const { said, write, draft } = useDraftFields(`playlist/${list.id}/name`, { name: list.name, note: list.note });
  const save = useCommand({
    call: (asked: { name: string; note: string }, key) => change(list, asked, key),
    onDone: () => {
      draft.drop();
      onClose();
    },
    renews: [keys.playlist(id, list.id), keys.playlists(id)],
  });
  const ready = said.name.trim() !== "" && !save.saving;
  return (
    <Dialog title={t("rename")} open onClose={onClose}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) save.run(said);
        }}
      >
        <Field label={t("new.name")} value={said.name} onChange={(name) => write({ name })} maxLength={200} autoFocus />
        <Field label={t("new.note")} rows={2} value={said.note} onChange={(note) => write({ note })} />
        {save.problem && <ProblemNotice error={save.problem} inline />}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" isDisabled={!ready}>
            {save.saving ? t("common:saving") : t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
