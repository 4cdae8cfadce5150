/** The screenplay as it stood at a moment, with the scenes and shots of then: to read, not to write. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { pastQuery, type PastState } from "../../shared/api/past";
import { lazyPart } from "../../shared/routing/lazy-part";
import { useProduction } from "../../shared/routing/use-production";
import { EmptyState } from "../../shared/ui/empty-state";
import { QueryView } from "../../shared/ui/query-view";
import { Skeleton } from "../../shared/ui/skeleton";
import type { EditorHandle } from "./editor";
import { NOBODY } from "./completion";
import { shotLines } from "./lines";
import { Outline } from "./outline";
import { useFollow, useOpenShot, usePlace } from "./places";
import type { Script } from "./queries";

const Editor = lazyPart(() => import("./editor"), "Editor", <Skeleton rows={12} className="flex-1" />);

export function PastScript({ at }: { at: string }) {
  const { t } = useTranslation("script");
  const query = useQuery(pastQuery(useProduction().id, at));
  return (
    <QueryView
      query={query}
      isEmpty={(state) => !state.script?.revision}
      empty={<EmptyState title={t("past.empty")}>{t("past.empty-text")}</EmptyState>}
    >
      {(state) => state.script && <Reading key={state.position} state={state} script={state.script} />}
    </QueryView>
  );
}

function Reading({ state, script }: { state: PastState; script: Script }) {
  const { t } = useTranslation("script");
  const { id } = useProduction();
  const [editor, setEditor] = useState<EditorHandle | null>(null);
  const [here, setHere] = useState<string | null>(null);
  const lines = useMemo(() => shotLines(script, state.shots), [script, state.shots]);
  useFollow(script.text, editor);
  usePlace(editor, lines);
  const openShot = useOpenShot(id);
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <span dir="auto" className="truncate text-form font-medium">
          {script.title || t("untitled")}
        </span>
        <span className="numbers text-label text-muted">{t("revision", { revision: script.revision })}</span>
        <span className="text-body text-muted">{t("past.read-only")}</span>
      </div>
      <div className="flex min-h-0 flex-1">
        <Outline
          production={id}
          scenes={state.scenes}
          shots={state.shots}
          here={here}
          onShot={(shot) => editor?.goToShot(shot)}
        />
        <Editor
          label={t("editor")}
          text={script.text}
          saved={script.text}
          shots={lines}
          readOnly
          known={NOBODY}
          onText={nothing}
          onShot={openShot}
          onPlace={setHere}
          onReady={setEditor}
        />
      </div>
    </>
  );
}

const nothing = () => undefined;
