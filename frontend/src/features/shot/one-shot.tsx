/** A shot as it is: its takes, the player, what goes into it, and what can be done with it. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { stagesQuery } from "../../shared/api/stages";
import { useShortcut } from "../../shared/keys/registry";
import { CueList } from "../../shared/captions/cue-list";
import { captionsOf } from "../../shared/captions/cues";
import { CheckResult } from "../../shared/checks/check-result";
import { frameFrom } from "../../shared/player/timing";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { EmptyState } from "../../shared/ui/empty-state";
import { Inspector, toggleInspector } from "../../shared/ui/inspector";
import { Tabs } from "../../shared/ui/tabs";
import { cutQuery } from "../../shared/api/cut";
import { Player, type PlayerHandle } from "../../shared/player/player";
import type { Shot } from "../../shared/api/shots";
import { clipOf, comparedWith, marksOf, measuresOf, type Take } from "../../shared/player/takes";
import { SpeechNotice } from "../../shared/player/speech-notice";
import { marksOfThreads, notesQuery, type Thread } from "../../shared/notes/notes";
import { NotesOverlay } from "../../shared/notes/notes-overlay";
import { NotesPanel } from "../../shared/notes/notes-panel";
import { beginAt, useVerdict, type VerdictKind } from "../../shared/player/use-verdict";
import { VerdictBar } from "../../shared/player/verdict-bar";
import { CompareLink } from "../../shared/player/compare-link";
import { Approvals } from "../../shared/verdicts/approvals";
import { DifferencesTab } from "./differences-tab";
import { EditTab } from "./edit-tab";
import { HistoryTab } from "./history-tab";
import { InputsTab } from "./inputs-tab";
import { useNeighbourKeys } from "./neighbours";
import type { ShotTab } from "./search";
import { Recordings } from "./recordings";
import { ShotHeader } from "./shot-header";
import { TakeActions } from "./take-actions";
import { TakeStack } from "./take-stack";
import { TakeTree } from "./take-tree";
import { useTakeKeys } from "./use-take-keys";

const route = getRouteApi("/in/p/$production/shots/$shot");
const NOTHING_SAID: readonly Thread[] = [];

export function OneShot({ shot, etag, takes }: { shot: Shot; etag: string; takes: readonly Take[] }) {
  const { t } = useTranslation(["shot", "lineage"]);
  const { id, may } = useProduction();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const player = useRef<PlayerHandle>(null);
  const order = useQuery(cutQuery(id)).data?.clips ?? [];
  const board = useQuery(stagesQuery(id)).data;
  const standing = board?.shots.find((each) => each.shot === shot.id);
  const cells = board?.stages.filter((cell) => cell.shot === shot.id) ?? [];
  const checks = cells.flatMap(({ stage, check }) => (check ? [{ stage, said: check }] : []));
  const take = takes.find((each) => each.id === search.take) ?? takes.find((each) => each.in_use) ?? takes[0];
  const captions = take && captionsOf(take)?.captions;
  const { verdict, ...bar } = useVerdict(take?.id ?? "");
  const against = takes.find((each) => each.id === search.against) ?? (take && comparedWith(take, takes));
  const clips = useMemo(() => (take ? [clipOf(take, shot.code)] : []), [take, shot.code]);
  const threads = useQuery(notesQuery(id, take?.id ?? "")).data ?? NOTHING_SAID;
  const marks = useMemo(() => (take ? [...marksOf(take), ...marksOfThreads(threads)] : []), [take, threads]);
  const [looked, setLooked] = useState<string | null>(null);
  const select = (chosen: string) => void navigate({ search: (old) => ({ ...old, take: chosen }), replace: true });
  const show = (tab: ShotTab) => {
    toggleInspector(true);
    void navigate({ search: (old) => ({ ...old, tab }), replace: true });
  };
  const rangeNow = () => {
    const frame = player.current?.frame() ?? 0;
    return player.current?.range() ?? ([frame, frame] as const);
  };
  const open = (kind: VerdictKind) => bar.open(beginAt(kind, player.current));
  useBreadcrumb({ label: shot.code });
  useNeighbourKeys(shot.id, order);
  useTakeKeys(takes, take, select);
  useShortcut({
    id: "shot.differences",
    label: t("keys.differences"),
    group: t("title"),
    keys: "d",
    run: () => show("differences"),
  });
  useShortcut({ id: "shot.edit", label: t("keys.edit"), group: t("title"), keys: "e", run: () => show("edit") });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ShotHeader shot={shot} standing={standing} order={order} />
      <div className="flex min-h-0 flex-1 max-md:flex-col max-md:overflow-y-auto">
        <TakeStack
          takes={takes}
          selected={take?.id}
          onSelect={select}
          onSeek={(frame) => player.current?.seek(frame)}
          shot={shot.id}
        />
        <div className="flex min-w-0 flex-1 flex-col overflow-y-auto max-md:min-h-96 max-md:shrink-0">
          {take ? (
            <Player
              ref={player}
              label={t("player", { code: shot.code, number: take.number })}
              clips={clips}
              rate={measuresOf(take).rate}
              marks={marks}
              first={search.frame ?? 0}
              onRest={(frame) => void navigate({ search: (old) => ({ ...old, frame }), replace: true })}
              tools={<CompareLink shot={shot.id} take={take.id} frameNow={() => player.current?.frame() ?? 0} />}
              renderOverlay={({ frame }) => (
                <NotesOverlay take={take} threads={threads} frame={frame} looked={looked} verdict={verdict} />
              )}
            />
          ) : (
            <div className="flex flex-1 items-center justify-center bg-picture">
              <EmptyState title={t("no-take.title")}>{t("no-take.text")}</EmptyState>
            </div>
          )}
          {take && verdict && (
            <VerdictBar
              key={`${take.id} ${verdict.kind}`}
              take={take}
              code={shot.code}
              verdict={verdict}
              onClose={bar.close}
            />
          )}
          {take && captions && (
            <CueList captions={captions} onGo={(at) => player.current?.seek(frameFrom(at, measuresOf(take).rate))} />
          )}
          {take && <SpeechNotice sound={take.sound} />}
          <Recordings shot={shot.id} may={may("change", shot.can).allowed} />
          {checks.map((check) => (
            <section key={check.stage} aria-label={t("check")} className="border-t border-line p-3">
              <CheckResult check={check.said} />
            </section>
          ))}
          {take && <Approvals take={take} />}
          {take && <TakeActions shot={shot} take={take} onOpen={open} rangeNow={rangeNow} />}
        </div>
      </div>
      <Inspector title={<span className="numbers">{shot.code}</span>}>
        <Tabs
          label={t("tabs.label")}
          selected={search.tab ?? "inputs"}
          onSelect={show}
          items={[
            { id: "inputs", label: t("tabs.inputs"), content: <InputsTab shot={shot.id} /> },
            {
              id: "tree",
              label: t("lineage:tab"),
              content: (
                <TakeTree
                  shot={shot.id}
                  takes={takes}
                  selected={take?.id}
                  onSelect={select}
                  onDifferences={(chosen, than) =>
                    void navigate({
                      search: (old) => ({ ...old, take: chosen, against: than, tab: "differences" }),
                      replace: true,
                    })
                  }
                />
              ),
            },
            { id: "edit", label: t("tabs.edit"), content: <EditTab shot={shot} etag={etag} /> },
            {
              id: "differences",
              label: t("tabs.differences"),
              content: (
                <DifferencesTab
                  takes={takes}
                  take={take}
                  against={against}
                  onAgainst={(chosen) =>
                    void navigate({ search: (old) => ({ ...old, against: chosen }), replace: true })
                  }
                />
              ),
            },
            {
              id: "notes",
              label: t("tabs.notes"),
              content: (
                <NotesPanel
                  threads={threads}
                  frame={search.frame ?? null}
                  looked={looked}
                  onLook={setLooked}
                  onSeek={(frame) => player.current?.seek(frame)}
                />
              ),
            },
            { id: "history", label: t("tabs.history"), content: <HistoryTab shot={shot.id} /> },
          ]}
        />
      </Inspector>
    </div>
  );
}
