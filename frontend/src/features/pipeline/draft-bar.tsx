/** Below the list while something is unsaved: what is wrong, what others did, discard and save. */
import { useTranslation } from "react-i18next";
import { Choice } from "../../shared/affects/choice";
import { useShortcut } from "../../shared/keys/registry";
import { Button } from "../../shared/ui/button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import type { Editing } from "./use-editing";

export function DraftBar({ editing }: { editing: Editing }) {
  const { t } = useTranslation("pipeline");
  const { dirty, moved, saving, refusal } = editing;
  const ready = editing.may.allowed && dirty && !saving && moved === null;
  const save = () => ready && editing.save();
  useShortcut({
    id: "pipeline.save",
    label: t("save"),
    group: t("title"),
    keys: "mod+enter",
    enabled: ready,
    run: save,
  });
  if (!dirty && !refusal) return null;
  return (
    <footer className="flex flex-col gap-2 border-t border-line bg-panel px-4 py-3">
      {refusal && <ProblemNotice error={refusal} inline />}
      {moved && (
        <Choice title={t("moved.title")} mine={t("moved.mine")} onMine={editing.insist} onTheirs={editing.discard}>
          <p className="text-body">
            {moved.length > 0 ? t("moved.stages", { stages: moved.join(", ") }) : t("moved.outputs")}
          </p>
        </Choice>
      )}
      {dirty && (
        <div className="flex flex-wrap items-center gap-2">
          <p role="status" className="min-w-0 flex-1 text-body text-muted">
            {editing.checking
              ? t("checking")
              : editing.problems.length > 0
                ? t("unfinished", { count: editing.problems.length })
                : t("sound")}
          </p>
          <Button onPress={editing.discard}>{t("discard")}</Button>
          {!moved && (
            <Button kind="primary" onPress={save} isDisabled={!ready}>
              {saving ? t("common:saving") : t("save")}
            </Button>
          )}
        </div>
      )}
    </footer>
  );
}
