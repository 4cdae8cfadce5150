/** The present script at work: bar, what went wrong, outline, text, and what a revision would do. */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useShortcut } from "../../shared/keys/registry";
import { classes } from "../../shared/lib/classes";
import { lazyPart } from "../../shared/routing/lazy-part";
import { useProduction } from "../../shared/routing/use-production";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Skeleton } from "../../shared/ui/skeleton";
import { toast } from "../../shared/ui/toast";
import { ConflictBanner } from "./conflict-banner";
import type { EditorHandle } from "./editor";
import { shotLines } from "./lines";
import { NoScript } from "./no-script";
import { DropPlace, useOpenFile } from "./open-file";
import { Outline, type OutlineProps } from "./outline";
import { useFollow, useOpenShot, usePlace } from "./places";
import { outlineScenesQuery, outlineShotsQuery, type Script } from "./queries";
import { ScriptBar } from "./script-bar";
import { useDesk } from "./use-desk";
import { useKnown } from "./use-known";

const Editor = lazyPart(() => import("./editor"), "Editor", <Skeleton rows={12} className="flex-1" />);
const Proposal = lazyPart(() => import("./proposal-panel"), "ProposalPanel", <Skeleton rows={8} className="flex-1" />);
const Conflict = lazyPart(() => import("./conflict"), "Conflict", null);

const NO_SCENES: OutlineProps["scenes"] = [];
const NO_SHOTS: OutlineProps["shots"] = [];

export function Desk({ script, refetch }: { script: Script; refetch: () => Promise<Script | undefined> }) {
  const { t } = useTranslation("script");
  const { id } = useProduction();
  const desk = useDesk(script, refetch);
  const { draft, save, allowed } = desk;
  const [editor, setEditor] = useState<EditorHandle | null>(null);
  const [begun, setBegun] = useState(script.revision > 0 || desk.dirty);
  const [here, setHere] = useState<string | null>(null);
  const scenes = useQuery(outlineScenesQuery(id)).data ?? NO_SCENES;
  const { data: shots } = useQuery(outlineShotsQuery(id));
  const lines = useMemo(() => shotLines(script, shots ?? []), [script, shots]);
  const known = useKnown(scenes);
  const goToShot = useCallback((shot: string) => editor?.goToShot(shot), [editor]);
  const openShot = useOpenShot(id);
  const put = (text: string) => {
    draft.write(text);
    editor?.replace(text);
  };
  const discard = () => {
    put(draft.base.text);
    desk.decisions.drop();
  };
  const open = useOpenFile(desk.place, (text, name) => {
    setBegun(true);
    put(text);
    toast(t("file.opened", { name }));
  });
  /** What was written goes in as a change to the newest revision, whose lines are known. */
  const settle = (text: string) => {
    desk.settle(text);
    editor?.replace(script.text, lines);
    editor?.replace(text);
  };
  useFollow(draft.text, editor);
  usePlace(editor, lines);
  useScriptKeys(desk.store, editor, allowed);
  if (!begun) return <NoScript allowed={allowed} reason={desk.reason} open={open} write={() => setBegun(true)} />;
  return (
    <DropPlace open={open} off={!allowed}>
      <ScriptBar script={script} desk={desk} editor={editor} open={open} onDiscard={discard} />
      <DraftNotice
        draft={draft.kept}
        base={draft.base}
        meanwhile={draft.behind ? [{ field: t("title"), now: t("revision", { revision: script.revision }) }] : []}
        className="m-2"
      />
      <DraftNotice draft={desk.decisions.kept} base={script.version} className="m-2" />
      {desk.overtaken && <ConflictBanner missed={save.problem?.data.missed} onLook={desk.look} />}
      {save.problem && !save.problem.conflict && (
        <div className="p-2">
          <ProblemNotice error={save.problem} onRetry={desk.store} inline />
        </div>
      )}
      <div className={classes("flex min-h-0 flex-1", desk.open && "max-[1000px]:flex-col")}>
        {!desk.open && (
          <Outline production={id} scenes={scenes} shots={shots ?? NO_SHOTS} here={here} onShot={goToShot} />
        )}
        <Editor
          label={t("editor")}
          text={draft.text}
          saved={draft.base.text}
          shots={draft.base.version === script.version ? lines : null}
          readOnly={!allowed}
          known={known}
          onText={draft.write}
          onShot={openShot}
          onPlace={setHere}
          onReady={setEditor}
        />
        {desk.open && <Proposal desk={desk} editor={editor} />}
      </div>
      {desk.settling && (
        <Conflict
          base={draft.base.text}
          mine={draft.text}
          theirs={script}
          onClose={() => desk.setSettling(false)}
          onTakeTheirs={() => settle(script.text)}
          onReapply={({ text, both }) => {
            settle(text);
            if (both[0]) editor?.goToLine(both[0]);
          }}
        />
      )}
    </DropPlace>
  );
}

function useScriptKeys(store: () => void, editor: EditorHandle | null, allowed: boolean): void {
  const { t } = useTranslation("script");
  const group = t("title");
  useShortcut({ id: "script.save", label: t("compare-and-save"), group, keys: "mod+s", enabled: allowed, run: store });
  useShortcut({
    id: "script.next-change",
    label: t("next-change"),
    group,
    keys: "f8",
    inFields: true,
    run: () => editor?.nextChange(),
  });
  useShortcut({
    id: "script.previous-change",
    label: t("previous-change"),
    group,
    keys: "f7",
    inFields: true,
    run: () => editor?.previousChange(),
  });
}
