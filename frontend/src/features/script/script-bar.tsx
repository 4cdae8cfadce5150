/** Above the text: which script and revision it is, what is not saved, and the ways to open, compare and save. */
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DownloadsMenu } from "../../shared/downloads/downloads-menu";
import { useProduction } from "../../shared/routing/use-production";
import { Button, IconButton } from "../../shared/ui/button";
import { Keys } from "../../shared/ui/keys";
import type { EditorHandle } from "./editor";
import { OpenButton, type OpenFile } from "./open-file";
import type { Script } from "./queries";
import type { Desk } from "./use-desk";

interface ScriptBarProps {
  script: Script;
  desk: Desk;
  editor: EditorHandle | null;
  open: OpenFile;
  onDiscard: () => void;
}

export function ScriptBar({ script, desk, editor, open, onDiscard }: ScriptBarProps) {
  const { t } = useTranslation("script");
  const { id } = useProduction();
  const { draft, allowed, reason } = desk;
  const none = script.revision === 0;
  const offered = [
    { file: "script.fountain", label: t("files.fountain"), isDisabled: none },
    { file: "script.fdx", label: t("files.fdx"), isDisabled: none },
    { file: "characters.xlsx", label: t("files.characters-xlsx") },
    { file: "characters.csv", label: t("files.characters-csv") },
    { file: "locations.xlsx", label: t("files.locations-xlsx") },
    { file: "locations.csv", label: t("files.locations-csv") },
    { file: "props.xlsx", label: t("files.props-xlsx") },
    { file: "props.csv", label: t("files.props-csv") },
  ];
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
      <span dir="auto" className="truncate text-form font-medium">
        {script.title || t("untitled")}
      </span>
      <span className="numbers text-label text-muted">
        {script.revision > 0 ? t("revision", { revision: script.revision }) : t("unsaved")}
      </span>
      {desk.dirty && <span className="text-body text-in-review">● {t("changed")}</span>}
      {!allowed && <span className="text-body text-muted">{reason ?? t("read-only")}</span>}
      <span className="flex-1" />
      {draft.dirty && (
        <>
          <IconButton
            label={t("previous-change")}
            command="script.previous-change"
            icon={<ArrowUp size={14} />}
            onPress={() => editor?.previousChange()}
          />
          <IconButton
            label={t("next-change")}
            command="script.next-change"
            icon={<ArrowDown size={14} />}
            onPress={() => editor?.nextChange()}
          />
        </>
      )}
      <DownloadsMenu production={id} files={offered} />
      {allowed && <OpenButton open={open} />}
      {allowed && <Saving script={script} desk={desk} onDiscard={onDiscard} />}
    </div>
  );
}

function Saving({ script, desk, onDiscard }: { script: Script; desk: Desk; onDiscard: () => void }) {
  const { t } = useTranslation("script");
  const { draft, trial, save, compared } = desk;
  return (
    <>
      {desk.dirty && (
        <Button size="small" kind="quiet" onPress={onDiscard}>
          {t("discard")}
        </Button>
      )}
      <Button size="small" onPress={desk.compare} isDisabled={draft.text.trim() === "" || trial.isFetching}>
        {trial.isFetching ? t("comparing") : t(draft.dirty ? "compare.button" : "breakdown")}
      </Button>
      {!desk.overtaken && (
        <Button
          size="small"
          kind="primary"
          onPress={desk.store}
          isDisabled={!desk.dirty || save.saving || trial.isFetching}
        >
          {save.saving
            ? t("common:saving")
            : compared
              ? t(trial.data?.revision === script.revision ? "save-breakdown" : "save", {
                  revision: trial.data?.revision,
                })
              : t("compare-and-save")}
          <Keys keys="mod+s" />
        </Button>
      )}
    </>
  );
}
