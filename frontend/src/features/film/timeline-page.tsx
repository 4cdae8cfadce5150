/** The timeline: the film as it is cut, played above and edited below, frame by frame and by keys alone where wanted. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cutQuery, itemsOf, partOf, type Cut } from "../../shared/api/cut";
import { useNumbering } from "../../shared/player/numbering";
import { Player, type PlayerHandle } from "../../shared/player/player";
import { rateOf } from "../../shared/player/timing";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { EmptyState } from "../../shared/ui/empty-state";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { clipsOf } from "./film-clips";
import { idOf, itemAt, pictureAt, placeAt, placed, trimmed, type Edge, type Mode } from "./timeline-edits";
import { ChosenBar } from "./timeline-bar";
import { Aside } from "./timeline-aside";
import { Tracks } from "./timeline-tracks";
import { useEdits } from "./use-timeline-edits";
import { useTimelineKeys } from "./use-timeline-keys";
import "./timeline-words";

const route = getRouteApi("/in/p/$production/timeline");
const CLOSEST = 24;
const STEP = 1.5;

export function TimelinePage() {
  const { t } = useTranslation("timeline");
  const { id } = useProduction();
  useBreadcrumb({ label: t("title") });
  const query = useQuery(cutQuery(id));
  return (
    <>
      <h1 className="sr-only">{t("title")}</h1>
      <QueryView
        query={query}
        isEmpty={(cut) => cut.clips.length === 0 && cut.left_out.length === 0}
        empty={<Nothing />}
      >
        {(cut) => <Timeline cut={cut} />}
      </QueryView>
    </>
  );
}

function Timeline({ cut }: { cut: Cut }) {
  const { t } = useTranslation("timeline");
  const { id } = useProduction();
  const { frame = 0 } = route.useSearch();
  const navigate = route.useNavigate();
  const player = useRef<PlayerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const playhead = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLSpanElement>(null);
  const [seen, setSeen] = useState(true);
  const rate = rateOf(cut.rate);
  const { number, timecode } = useNumbering();
  const items = useMemo(() => itemsOf(cut), [cut]);
  const clips = useMemo(() => clipsOf(cut), [cut]);
  const [picked, setPicked] = useState<string | null>(null);
  const [edge, setEdge] = useState<Edge>("tail");
  const [mode, setMode] = useState<Mode>("ripple");
  const [scale, setScale] = useState(2);
  const all = useCallback(() => {
    const width = (scroller.current?.clientWidth ?? 800) - 24;
    setScale(Math.min(CLOSEST, width / Math.max(1, cut.frames)));
  }, [cut.frames]);
  useLayoutEffect(all, []); // oxlint-disable-line react-hooks/exhaustive-deps -- once: then whoever looks zooms
  const place = items.findIndex((item) => idOf(item) === picked);
  const index = place >= 0 ? place : itemAt(items, frame);
  const chosen = items[index];
  const told = () => {
    const { frame: shown, head } = player.current?.at() ?? { frame: null, head: 0 };
    const at = shown ?? head;
    if (playhead.current) playhead.current.style.left = `${at * scale}px`;
    if (readout.current) readout.current.textContent = t("at", { frame: number(at), timecode: timecode(at, rate) });
    follow(scroller.current, at * scale);
    setSeen(pictureAt(cut, at) !== null);
  };
  useLayoutEffect(told);
  const { edit, problem, saving } = useEdits(id, cut);
  const seek = (to: number) => player.current?.seek(to);
  const choose = (wanted: string) => {
    setPicked(wanted);
    const item = items.find((each) => idOf(each) === wanted);
    if (item) seek(partOf(item).start);
  };
  const trim = (wanted: string, which: Edge, by: number) => {
    setPicked(wanted);
    edit(
      (now, times) => asFarAs(now, indexOf(now, wanted), which, by * times, mode),
      `${wanted} ${which} ${by} ${mode}`,
    );
  };
  const move = (shot: string, to: (now: Cut) => number) => edit((now) => placed(now, shot, to(now)));
  const on: typeof edit = (...asked) => {
    if (chosen) setPicked(idOf(chosen));
    edit(...asked);
  };
  const step = (by: number) => {
    const next = items[index + by];
    if (next) choose(idOf(next));
  };
  useTimelineKeys({
    enabled: cut.can.edit.allowed && chosen !== undefined,
    onEdge: setEdge,
    onMode: () => setMode(mode === "ripple" ? "roll" : "ripple"),
    onTrim: (by) => chosen && trim(idOf(chosen), edge, by),
    onShift: (by) => {
      const shot = chosen?.clip?.shot;
      if (!shot) return;
      setPicked(shot);
      move(shot, (now) => now.clips.findIndex((clip) => clip.shot === shot) + by);
    },
    onStep: step,
    onDrop: () =>
      chosen &&
      edit(() => [chosen.gap ? { edit: "resize", gap: chosen.gap.id, frames: 0 } : dropped(chosen.clip.shot)]),
    onZoom: (by) => setScale(Math.max(0.02, Math.min(CLOSEST, scale * STEP ** by))),
    onAll: all,
  });
  return (
    <div className="flex h-full min-h-0 flex-col overflow-y-auto">
      {problem && <ProblemNotice error={problem} inline />}
      <div className="flex min-h-60 min-w-0 flex-1 max-md:flex-none max-md:flex-col">
        <Player
          ref={player}
          label={t("film")}
          clips={clips}
          rate={rate}
          first={frame}
          onMove={told}
          onRest={(at) => at !== frame && void navigate({ search: { frame: at }, replace: true })}
        />
        <Aside cut={cut} onEdit={edit} onSeek={seek} />
      </div>
      <ChosenBar
        cut={cut}
        item={chosen}
        index={index}
        edge={edge}
        mode={mode}
        saving={saving}
        readout={readout}
        seen={seen}
        picture={() => pictureAt(cut, player.current?.frame() ?? 0)}
        onEdge={setEdge}
        onMode={setMode}
        onTrim={(by) => chosen && trim(idOf(chosen), edge, by)}
        onEdit={on}
        onZoom={(by) => setScale(Math.max(0.02, Math.min(CLOSEST, scale * STEP ** by)))}
        onAll={all}
      />
      <Tracks
        production={id}
        cut={cut}
        rate={rate}
        scale={scale}
        chosen={chosen ? idOf(chosen) : null}
        edge={edge}
        editable={cut.can.edit.allowed}
        playhead={playhead}
        scroller={scroller}
        onChoose={choose}
        onSeek={seek}
        onTrim={trim}
        onMove={(shot, at) => move(shot, (now) => placeAt(now, shot, at))}
      />
    </div>
  );
}

const indexOf = (now: Cut, wanted: string) => itemsOf(now).findIndex((item) => idOf(item) === wanted);
/** The trim, or as much of it as there is. */
function asFarAs(cut: Cut, index: number, edge: Edge, by: number, mode: Mode) {
  const as = (frames: number) => trimmed(cut, index, edge, Math.sign(by) * frames, mode);
  let [fits, most] = [0, Math.abs(by)];
  while (fits < most) {
    const frames = Math.ceil((fits + most) / 2);
    if (as(frames).length > 0) fits = frames;
    else most = frames - 1;
  }
  return fits > 0 ? as(fits) : [];
}

const dropped = (shot: string) => ({ edit: "drop", shot }) as const;

/** Keep the playhead in sight. */
function follow(scroller: HTMLDivElement | null, at: number): void {
  if (!scroller) return;
  const { scrollLeft, clientWidth } = scroller;
  if (at < scrollLeft || at > scrollLeft + clientWidth) scroller.scrollLeft = Math.max(0, at - clientWidth / 4);
}

function Nothing() {
  const { t } = useTranslation("timeline");
  const { id } = useProduction();
  return (
    <EmptyState
      title={t("empty.title")}
      action={
        <Link to={`/p/${id}/script` as "/productions"} className="text-form text-accent underline">
          {t("empty.action")}
        </Link>
      }
    >
      {t("empty.text")}
    </EmptyState>
  );
}
