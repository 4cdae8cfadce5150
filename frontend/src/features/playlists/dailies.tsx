/** A playlist as it is looked at: played without a gap, with the notes and the verdict of the take that is on the screen. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Link2, MoreHorizontal } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { filmNotesQuery, marksOfThreads, notesQuery, type Thread } from "../../shared/notes/notes";
import { NotesOverlay } from "../../shared/notes/notes-overlay";
import { NotesPanel } from "../../shared/notes/notes-panel";
import { filmed, standing } from "../../shared/player/line";
import { Player, type PlayerClip, type PlayerHandle } from "../../shared/player/player";
import type { Mark } from "../../shared/player/scrubber";
import { shortDigest, sizeOf, takeQuery, type Take } from "../../shared/player/takes";
import { rateOf } from "../../shared/player/timing";
import { beginAt, useVerdict, type VerdictKind } from "../../shared/player/use-verdict";
import { CompareLink } from "../../shared/player/compare-link";
import { VerdictBar } from "../../shared/player/verdict-bar";
import {
  change,
  entriesOf,
  frozen,
  moved,
  type Entry,
  type Playlist,
  type PlaylistClip,
} from "../../shared/playlists/calls";
import { useProduction } from "../../shared/routing/use-production";
import { line } from "../../shared/live/use-live-production";
import { TogetherBar } from "../../shared/together/together-bar";
import { TogetherLayer } from "../../shared/together/together-layer";
import { useTogether } from "../../shared/together/use-together";
import { IconButton } from "../../shared/ui/button";
import { Menu, MenuItem, MenuLine } from "../../shared/ui/menu";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { toast } from "../../shared/ui/toast";
import { Approvals } from "../../shared/verdicts/approvals";
import { PortChips } from "../../shared/verdicts/port-chips";
import { VerdictButtons } from "../../shared/verdicts/verdict-buttons";
import { ApproveSeveral } from "./approve-several";
import { Entries } from "./entries";
import { Rename } from "./rename";
import { ShareLinks } from "./share-links";

interface DailiesProps {
  list: Playlist;
  first: number;
  onRest: (frame: number) => void;
}

const NOTHING_SAID: readonly Thread[] = [];

export function Dailies({ list, first, onRest }: DailiesProps) {
  const { t } = useTranslation("playlists");
  const { id, may } = useProduction();
  const player = useRef<PlayerHandle>(null);
  const [playing, setPlaying] = useState(() => clipAt(list.clips, first));
  const [shown, setShown] = useState(first);
  const [looked, setLooked] = useState<string | null>(null);
  const clip = list.clips[playing] ?? list.clips[0];
  const take = useQuery({ ...takeQuery(id, clip?.take?.id ?? ""), enabled: Boolean(clip?.take) }).data?.take;
  const threads = useQuery(notesQuery(id, clip?.take?.id ?? "")).data ?? NOTHING_SAID;
  const said = useQuery(filmNotesQuery(id)).data ?? NOTHING_SAID;
  const { verdict, ...bar } = useVerdict(clip?.take?.id ?? "");
  const clips = useMemo(() => list.clips.map((each) => playerClipOf(each, list.rate)), [list]);
  const marks = useMemo(() => marksOf(list.clips, said), [list, said]);
  const fixed = list.status !== "open" || !may("change", list.can).allowed;
  const arrange = useArranging(list);
  const played = clips[playing] ?? clips[0];
  const local = (at: number) =>
    clip && played ? filmed(played, Math.max(0, Math.min(clip.frames - 1, at - clip.start))) : 0;
  const open = (kind: VerdictKind) => {
    const { frame, last } = beginAt(kind, player.current);
    bar.open({ kind, frame: local(frame), last: last === null || last === undefined ? null : local(last) });
  };
  const go = (to: PlaylistClip | undefined) => to && player.current?.seek(to.start);
  const mover = useRef<{ shot: string; to: number } | null>(null);
  const move = (by: number) => {
    const [shot, to] = [list.clips[playing]?.shot, playing + by];
    if (!shot || !list.clips[to]) return;
    mover.current = { shot, to };
    arrange.run({ entries: moved(entriesOf(list.clips), playing, to) });
  };
  useEffect(() => {
    const clip = mover.current && list.clips[mover.current.to];
    if (!clip || clip.shot !== mover.current?.shot) return;
    mover.current = null;
    player.current?.seek(clip.start);
  }, [list.clips]);
  const placed = useMemo(() => list.clips.map((each) => ({ ...each, take: each.take?.id ?? null })), [list]);
  const together = useTogether({ line, playlist: list.id, clips: placed, rate: rateOf(list.rate), player });
  const group = t("title");
  const next = (by: number) => go(list.clips[(playing + by + list.clips.length) % list.clips.length]);
  useShortcut({ id: "dailies.next", label: t("keys.next"), group, keys: "n", run: () => next(1) });
  useShortcut({ id: "dailies.previous", label: t("keys.previous"), group, keys: "b", run: () => next(-1) });
  const enabled = !fixed && !arrange.saving;
  useShortcut({ id: "dailies.earlier", label: t("keys.earlier"), group, keys: ",", enabled, run: () => move(-1) });
  useShortcut({ id: "dailies.later", label: t("keys.later"), group, keys: ".", enabled, run: () => move(1) });
  return (
    <div className="flex h-full min-h-0 max-md:scroll-pb-20 max-md:flex-col max-md:overflow-y-auto">
      <div className="flex min-w-0 flex-1 flex-col overflow-y-auto max-md:contents">
        <Header list={list} clip={clip} take={take} arrange={arrange} />
        {take && <Approvals take={take} />}
        <div className={together.on ? "shrink-0" : "shrink-0 bg-panel px-3 pb-1"}>
          <TogetherBar together={together} mayLead />
        </div>
        <Player
          ref={player}
          label={list.name}
          clips={clips}
          rate={rateOf(list.rate)}
          marks={marks}
          first={first}
          onRest={(frame, index) => {
            setPlaying(index);
            setShown(frame);
            onRest(frame);
          }}
          tools={
            take && (
              <CompareLink shot={take.shot} take={take.id} frameNow={() => local(player.current?.frame() ?? shown)} />
            )
          }
          onMove={together.moved}
          renderOverlay={({ frame, clip: index }) =>
            take &&
            clip &&
            index === playing && (
              <>
                <NotesOverlay
                  take={take}
                  threads={threads}
                  frame={frame === null ? null : local(frame)}
                  looked={looked}
                  verdict={verdict}
                />
                {!verdict && <TogetherLayer size={sizeOf(take)} together={together} />}
              </>
            )
          }
        />
        {take && clip && verdict && (
          <VerdictBar
            key={`${take.id} ${verdict.kind}`}
            take={take}
            code={clip.code}
            verdict={verdict}
            onClose={bar.close}
            {...(verdict.kind === "note" ? {} : { onDone: () => next(1) })}
          />
        )}
        {take && <VerdictButtons take={take} onOpen={open} />}
        <Entries
          clips={list.clips}
          playing={playing}
          fixed={fixed}
          onGo={go}
          onArrange={(entries) => arrange.run({ entries })}
        />
        {arrange.problem && <ProblemNotice error={arrange.problem} inline />}
      </div>
      <NotesPanel
        className="w-72 shrink-0 overflow-y-auto border-l border-line bg-panel max-md:w-full max-md:border-t max-md:border-l-0"
        threads={threads}
        frame={local(shown)}
        looked={looked}
        onLook={setLooked}
        onSeek={(frame) => clip && played && player.current?.seek(clip.start + standing(played, frame))}
      />
    </div>
  );
}

type Arranging = ReturnType<typeof useArranging>;

function useArranging(list: Playlist) {
  const { id } = useProduction();
  return useCommand({
    call: (asked: { entries?: Entry[]; status?: Playlist["status"] }, key) => change(list, asked, key),
    renews: [keys.playlist(id, list.id), keys.playlists(id)],
  });
}

function Header({
  list,
  clip,
  take,
  arrange,
}: {
  list: Playlist;
  clip: PlaylistClip | undefined;
  take: Take | undefined;
  arrange: Arranging;
}) {
  const { t } = useTranslation("playlists");
  const { id, may } = useProduction();
  const fixed = !may("change", list.can).allowed;
  const [renaming, setRenaming] = useState(false);
  const link = () =>
    void navigator.clipboard
      .writeText(`${location.origin}/p/${id}/playlists/${list.id}`)
      .then(() => toast(t("linked")));
  return (
    <header className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 border-b border-line bg-panel px-3 text-form">
      <h2 dir="auto" className="font-semibold">
        {list.name}
      </h2>
      {(list.note || list.note_erased) && (
        <p dir="auto" className="order-last w-full pb-1 text-body break-words whitespace-pre-line text-muted">
          {list.note_erased ? <em>{t("note-erased")}</em> : list.note}
        </p>
      )}
      {list.status !== "open" && <span className="text-body text-muted">{t(`status.${list.status}`)}</span>}
      {clip && (
        <Link
          to="/p/$production/shots/$shot"
          params={{ production: id, shot: clip.shot }}
          search={clip.take ? { take: clip.take.id } : {}}
          className="numbers font-semibold text-accent hover:underline"
        >
          {clip.code}
        </Link>
      )}
      {clip?.take && <span className="numbers text-muted">v{clip.take.number}</span>}
      {clip && <StatusGlyph state={clip.state ?? "empty"} stale={clip.out_of_date} />}
      {take && <PortChips ports={take.ports} />}
      <span className="flex-1" />
      <ApproveSeveral list={list.id} clips={list.clips} />
      <IconButton label={t("link")} icon={<Link2 size={16} />} onPress={link} />
      <ShareLinks list={list} />
      {!fixed && (
        <Menu trigger={<IconButton label={t("more")} icon={<MoreHorizontal size={16} />} />}>
          <MenuItem label={t("rename")} isDisabled={list.status !== "open"} onAction={() => setRenaming(true)} />
          <MenuItem
            label={t("freeze")}
            isDisabled={list.status !== "open"}
            onAction={() => arrange.run({ entries: frozen(list.clips, true) })}
          />
          <MenuItem
            label={t("follow")}
            isDisabled={list.status !== "open"}
            onAction={() => arrange.run({ entries: frozen(list.clips, false) })}
          />
          <MenuLine />
          <MenuItem
            label={t(list.status === "open" ? "close" : "open")}
            onAction={() => arrange.run({ status: list.status === "open" ? "closed" : "open" })}
          />
          <MenuItem label={t("put-away")} onAction={() => arrange.run({ status: "put_away" })} />
        </Menu>
      )}
      {renaming && <Rename list={list} onClose={() => setRenaming(false)} />}
    </header>
  );
}

function playerClipOf(clip: PlaylistClip, rate: string): PlayerClip {
  return {
    id: `${clip.shot} ${clip.take?.id ?? ""}`,
    frames: clip.frames,
    count: clip.count,
    rate: rateOf(clip.rate ?? rate),
    url: clip.proxy,
    poster: clip.poster,
    captions: clip.captions,
    sound: clip.sound?.url ?? null,
    title: [clip.code, clip.take && `v${clip.take.number}`, clip.digest && shortDigest(clip.digest)]
      .filter(Boolean)
      .join("  "),
  };
}

/** Where each take begins, and the open notes on all of them. */
const marksOf = (clips: readonly PlaylistClip[], threads: readonly Thread[]): Mark[] =>
  clips.flatMap(({ frames, count, ...clip }) => [
    { frame: clip.start, label: clip.code, kind: "clip" as const },
    ...marksOfThreads(threads.filter(({ stands_with }) => stands_with.includes(clip.take?.id ?? ""))).map((mark) => ({
      ...mark,
      frame: clip.start + standing({ frames, count }, mark.frame),
    })),
  ]);

const clipAt = (clips: readonly PlaylistClip[], frame: number): number =>
  Math.max(
    0,
    clips.findLastIndex(({ start }) => start <= frame),
  );
