/** The script: read it, write or open another version, see what that does to scenes and shots, and save it. */
import { useQuery, useMutation } from "@tanstack/react-query";
import { getRouteApi, useBlocker, useNavigate } from "@tanstack/react-router";
import { ArrowDown, ArrowUp } from "lucide-react";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { useShortcut } from "../../shared/keys/registry";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { Button, IconButton } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { EmptyState } from "../../shared/ui/empty-state";
import { Inspector, toggleInspector } from "../../shared/ui/inspector";
import { Keys } from "../../shared/ui/keys";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { Skeleton } from "../../shared/ui/skeleton";
import { toast } from "../../shared/ui/toast";
import { Comparison } from "./comparison";
import type { EditorHandle } from "./editor";
import { DropPlace, OpenButton, useOpenFile } from "./open-file";
import { Outline } from "./outline";
import { outlineScenesQuery, outlineShotsQuery, saveRevision, scriptQuery, tryRevision, type Revision, type Saving, type Script } from "./queries";
import type { ShotLines } from "./shot-gutter";
import { useDraft } from "./use-draft";

const Editor = lazy(() => import("./editor"));
const Conflict = lazy(() => import("./conflict"));
const route = getRouteApi("/in/p/$production/script");

export function ScriptPage() {
  const { t } = useTranslation("script");
  const query = useQuery(scriptQuery(useProduction().id));
  useBreadcrumb({ label: t("title") });
  return (
    <section className="flex min-h-0 flex-1 flex-col" aria-label={t("title")}>
      <h1 className="sr-only">{t("title")}</h1>
      <QueryView query={query}>{(script) => <Desk script={script} refetch={async () => (await query.refetch()).data} />}</QueryView>
    </section>
  );
}

function Desk({ script, refetch }: { script: Script; refetch: () => Promise<Script | undefined> }) {
  const { t } = useTranslation("script");
  const { id, may } = useProduction();
  const { allowed, reason } = may("revise", script.can);
  const draft = useDraft(script);
  const [editor, setEditor] = useState<EditorHandle | null>(null);
  const [begun, setBegun] = useState(script.revision > 0);
  const [place, setPlace] = useState<{ shot: string | null; line: number }>({ shot: null, line: 1 });
  const [conflict, setConflict] = useState(false);
  const scenes = useQuery(outlineScenesQuery(id));
  const shots = useQuery(outlineShotsQuery(id));
  const lines = useMemo(() => shotLines(script, shots.data ?? []), [script, shots.data]);
  const trial = useMutation<Revision, unknown, string>({ mutationFn: (text) => tryRevision(id, text), onSuccess: () => toggleInspector(true) });
  const save = useCommand<Saving, Revision>({
    call: (asked, key) => saveRevision(id, asked, key),
    onDone: (done, asked) => {
      draft.standOn({ text: asked.text, version: done.version }, asked.text);
      trial.reset();
      toast(t("saved", { revision: done.revision }));
    },
    renews: [keys.script(id), keys.scenes(id), keys.of(id, "shots")],
  });
  const openShot = useOpenShot(id);
  const conflicted = save.problem?.conflict === true;
  const compared = trial.data !== undefined && trial.variables === draft.text;
  const put = (text: string) => {
    draft.write(text);
    editor?.replace(text);
  };
  const open = useOpenFile((text, name) => {
    setBegun(true);
    put(text);
    toast(t("file.opened", { name }));
  });
  const compare = () => draft.dirty && trial.mutate(draft.text);
  const store = () => {
    if (!allowed || !draft.dirty || save.saving) return;
    if (draft.behind) setConflict(true);
    else if (compared) save.run({ text: draft.text, version: draft.base.version });
    else compare();
  };
  useFollow(draft.text, editor);
  usePlace(editor, lines);
  useScriptKeys(store, editor, allowed);
  const resolve = (text: string) => {
    save.reset();
    trial.reset();
    draft.standOn(script, text);
    editor?.replace(script.text, lines);
    editor?.replace(text);
    setConflict(false);
  };
  if (!begun) return <NoScript allowed={allowed} reason={reason} open={open} write={() => setBegun(true)} />;
  return (
    <DropPlace open={open} off={!allowed}>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <span className="truncate text-form font-medium">{script.title || t("untitled")}</span>
        <span className="numbers text-label text-muted">{script.revision > 0 ? t("revision", { revision: script.revision }) : t("unsaved")}</span>
        {draft.dirty && <span className="text-body text-in-review">● {t("changed")}</span>}
        {!allowed && <span className="text-body text-muted">{reason ?? t("read-only")}</span>}
        <span className="flex-1" />
        {draft.dirty && (
          <>
            <IconButton label={t("previous-change")} command="script.previous-change" icon={<ArrowUp size={14} />} onPress={() => editor?.previousChange()} />
            <IconButton label={t("next-change")} command="script.next-change" icon={<ArrowDown size={14} />} onPress={() => editor?.nextChange()} />
          </>
        )}
        {allowed && <OpenButton open={open} />}
        {allowed && draft.dirty && (
          <Button size="small" kind="quiet" onPress={() => put(draft.base.text)}>
            {t("discard")}
          </Button>
        )}
        {allowed && (
          <Button size="small" onPress={compare} isDisabled={!draft.dirty || trial.isPending}>
            {trial.isPending ? t("comparing") : t("compare.button")}
          </Button>
        )}
        {allowed && (
          <Button size="small" kind="primary" onPress={store} isDisabled={!draft.dirty || save.saving || trial.isPending}>
            {save.saving ? t("common:saving") : compared ? t("save", { revision: trial.data?.revision }) : t("compare-and-save")}
            <Keys keys="mod+s" />
          </Button>
        )}
      </div>
      {(draft.behind || conflicted) && (
        <div role="alert" className="flex flex-wrap items-center gap-3 border-b border-line border-l-2 border-l-changes bg-panel px-3 py-2 text-form">
          <span aria-hidden className="text-changes">↺</span>
          <span className="flex-1">{t("conflict.banner", { who: whoOf(save.problem?.data.missed) ?? t("conflict.somebody") })}</span>
          <Button size="small" onPress={() => void refetch().then(() => setConflict(true))}>
            {t("conflict.look")}
          </Button>
        </div>
      )}
      {save.problem && !conflicted && (
        <div className="p-2">
          <ProblemNotice error={save.problem} onRetry={store} inline />
        </div>
      )}
      <div className="flex min-h-0 flex-1">
        <Outline production={id} scenes={scenes.data ?? []} shots={shots.data ?? []} here={place.shot} onShot={(shot) => editor?.goToShot(shot)} />
        <Suspense fallback={<Skeleton rows={12} className="flex-1" />}>
          <Editor
            label={t("editor")}
            text={draft.text}
            saved={draft.base.text}
            shots={draft.base.version === script.version ? lines : null}
            readOnly={!allowed}
            onText={draft.write}
            onShot={openShot}
            onPlace={(shot, line) => setPlace({ shot, line })}
            onReady={setEditor}
          />
        </Suspense>
      </div>
      {(trial.data !== undefined || trial.isError) && (
        <Inspector title={t("compare.title", { revision: trial.data?.revision ?? "" })}>
          {trial.isError ? (
            <div className="p-2">
              <ProblemNotice error={asProblem(trial.error)} onRetry={compare} inline />
            </div>
          ) : (
            trial.data && (
              <>
                {!compared && <p className="border-b border-line px-3 py-2 text-body text-in-review">↺ {t("compare.old")}</p>}
                <Comparison revision={trial.data} old={!compared} onLine={(line) => editor?.goToLine(line)} onShot={(shot) => editor?.goToShot(shot)} />
              </>
            )
          )}
        </Inspector>
      )}
      {conflict && (
        <Suspense>
          <Conflict
            base={draft.base.text}
            mine={draft.text}
            theirs={script}
            onClose={() => setConflict(false)}
            onTakeTheirs={() => resolve(script.text)}
            onReapply={({ text, both }) => {
              resolve(text);
              if (both[0]) editor?.goToLine(both[0]);
            }}
          />
        </Suspense>
      )}
      <Leaving dirty={draft.dirty && !save.saving} />
    </DropPlace>
  );
}

function NoScript({ allowed, reason, open, write }: { allowed: boolean; reason: string | null; open: (file: File | undefined) => void; write: () => void }) {
  const { t } = useTranslation("script");
  return (
    <DropPlace open={open} off={!allowed}>
      <EmptyState
        title={t("empty.title")}
        action={
          allowed ? (
            <span className="flex gap-2">
              <OpenButton open={open} kind="primary" />
              <Button onPress={write}>{t("empty.write")}</Button>
            </span>
          ) : (
            <p className="text-body text-muted">{reason}</p>
          )
        }
      >
        {t(allowed ? "empty.text" : "empty.not-yet")}
      </EmptyState>
    </DropPlace>
  );
}

/** Leaving with edits that are not saved asks first. */
function Leaving({ dirty }: { dirty: boolean }) {
  const { t } = useTranslation("script");
  const blocker = useBlocker({ shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname, enableBeforeUnload: dirty, withResolver: true });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog
      title={t("leave.title")}
      open
      onClose={blocker.reset}
      footer={
        <>
          <Button onPress={blocker.proceed}>{t("leave.go")}</Button>
          <Button kind="primary" onPress={blocker.reset}>
            {t("leave.stay")}
          </Button>
        </>
      }
    >
      <p className="text-form">{t("leave.text")}</p>
    </Dialog>
  );
}

function useOpenShot(production: string): (shot: string) => void {
  const navigate = useNavigate();
  return (shot) => void navigate({ to: `/p/${production}/shots/${shot}` as "/productions" });
}

/** Texts that come from elsewhere (a newer revision) go into the editor; what was typed there is there already. */
function useFollow(text: string, editor: EditorHandle | null): void {
  useEffect(() => {
    if (editor && editor.text() !== text) editor.replace(text);
  }, [text, editor]);
}

/** Stand where the address says, once. */
function usePlace(editor: EditorHandle | null, lines: readonly ShotLines[]): void {
  const { shot, line } = route.useSearch();
  const known = lines.length > 0;
  useEffect(() => {
    if (!editor || !known) return;
    if (shot) editor.goToShot(shot);
    else if (line) editor.goToLine(line);
  }, [editor, known, shot, line]);
}

function useScriptKeys(store: () => void, editor: EditorHandle | null, allowed: boolean): void {
  const { t } = useTranslation("script");
  const group = t("title");
  useShortcut({ id: "script.save", label: t("compare-and-save"), group, keys: "mod+s", enabled: allowed, run: store });
  useShortcut({ id: "script.next-change", label: t("next-change"), group, keys: "f8", inFields: true, run: () => editor?.nextChange() });
  useShortcut({ id: "script.previous-change", label: t("previous-change"), group, keys: "f7", inFields: true, run: () => editor?.previousChange() });
}

function shotLines(script: Script, shots: readonly { id: string; code: string }[]): ShotLines[] {
  const codes = new Map(shots.map(({ id, code }) => [id, code]));
  return Object.entries(script.lines).map(([id, [first = 1, last = first]]) => ({ id, code: codes.get(id) ?? "", lines: [first, last] }));
}

function whoOf(missed: unknown): string | null {
  const last = Array.isArray(missed) ? (missed.at(-1) as { actor?: { name?: string } } | undefined) : undefined;
  return last?.actor?.name ?? null;
}
