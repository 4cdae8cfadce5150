/** The playlist as a guest sees it: the player, notes, and nothing else. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import type { Line } from "../../shared/live/line";
import { DrawingLayer, DrawingPad } from "../../shared/notes/drawing-layer";
import { isOn } from "../../shared/notes/notes";
import { usePen } from "../../shared/notes/pen";
import { ClipPicture } from "../../shared/player/clip-picture";
import { filmed, standing } from "../../shared/player/line";
import { Player, type PlayerClip, type PlayerHandle } from "../../shared/player/player";
import { rateOf } from "../../shared/player/timing";
import { TogetherBar } from "../../shared/together/together-bar";
import { TogetherLayer } from "../../shared/together/together-layer";
import { useTogether } from "../../shared/together/use-together";
import { Button } from "../../shared/ui/button";
import { useNoteDraft } from "./draft";
import { leave, notesQuery, sharedKey, type SharedClip, type SharedNote, type SharedPlaylist } from "./calls";
import { GuestNotes } from "./guest-notes";

const NOTHING: readonly SharedNote[] = [];

export function GuestRoom({ link, shared, line }: { link: string; shared: SharedPlaylist; line: Line }) {
  const { t } = useTranslation("guest");
  const player = useRef<PlayerHandle>(null);
  const [playing, setPlaying] = useState(0);
  const [shown, setShown] = useState(0);
  const pen = usePen();
  const said = useQuery(notesQuery(link)).data ?? NOTHING;
  const clips = useMemo(() => shared.clips.map((clip) => playerClipOf(clip, shared.rate)), [shared]);
  const clip = shared.clips[playing] ?? shared.clips[0];
  const notes = said.filter(({ take, stands_with }) => clip?.take && [take, ...stands_with].includes(clip.take));
  const played = clips[playing] ?? clips[0];
  const local = (at: number) =>
    clip && played ? filmed(played, Math.max(0, Math.min(clip.frames - 1, at - clip.start))) : 0;
  const words = useNoteDraft(link, clip?.take ?? "");
  const rate = rateOf(shared.rate);
  const together = useTogether({ line, playlist: null, clips: shared.clips, rate, player });
  const size = { width: clip?.width || 16, height: clip?.height || 9 };
  const go = (to: SharedClip | undefined) => to && player.current?.seek(to.start);
  const next = (by: number) => go(shared.clips[(playing + by + shared.clips.length) % shared.clips.length]);
  useShortcut({ id: "guest.next", label: t("clips"), group: t("title"), keys: "n", run: () => next(1) });
  useShortcut({ id: "guest.previous", label: t("clips"), group: t("title"), keys: "b", run: () => next(-1) });
  useEffect(() => {
    document.title = shared.name;
    return () => usePen.setState({ on: false });
  }, [shared.name]);
  const frameOfNote = words.said?.frame ?? local(shown);
  return (
    <main className="relative flex h-full min-h-0 flex-col overflow-hidden">
      <Top link={link} shared={shared} />
      <div className="flex min-h-0 flex-1 max-md:flex-col max-md:overflow-y-auto">
        <div className="flex min-w-0 flex-1 flex-col max-md:flex-none">
          {shared.follows && (
            <div className={together.on ? "" : "px-3 py-1"}>
              <TogetherBar together={together} mayLead={false} />
            </div>
          )}
          <Preparing clips={shared.clips} />
          <Player
            ref={player}
            label={shared.name}
            clips={clips}
            rate={rate}
            onRest={(frame, index) => {
              setPlaying(index);
              setShown(frame);
            }}
            onMove={together.moved}
            renderOverlay={({ frame, clip: index }) => {
              const here = index === playing && frame !== null ? local(frame) : null;
              const drawn = notes.filter((each) => each.drawing.length > 0 && isOn(each, here));
              return (
                <>
                  <DrawingLayer
                    size={size}
                    shown={drawn.map((each) => ({
                      key: `${each.take} ${each.number}`,
                      label: t("drawing", { text: each.text }),
                      shapes: each.drawing,
                    }))}
                  />
                  <TogetherLayer size={size} together={together} />
                  {pen.on && !together.leading && (
                    <DrawingPad
                      size={size}
                      pen={pen}
                      shapes={words.said?.drawing ?? []}
                      onChange={(drawing) => words.write({ drawing }, frameOfNote)}
                    />
                  )}
                </>
              );
            }}
          />
          <Clips clips={shared.clips} playing={playing} onGo={go} />
        </div>
        <GuestNotes
          link={link}
          may={shared.may === "comment"}
          take={clip?.take ?? null}
          notes={notes}
          frame={local(shown)}
          words={words}
          onBegin={() => player.current?.pause()}
          onSeek={(frame) => clip && played && player.current?.seek(clip.start + standing(played, frame))}
        />
      </div>
    </main>
  );
}

function Top({ link, shared }: { link: string; shared: SharedPlaylist }) {
  const { t } = useTranslation("guest");
  const queries = useQueryClient();
  const go = useMutation({
    mutationFn: () => leave(link),
    onSettled: () => queries.resetQueries({ queryKey: sharedKey(link) }),
  });
  return (
    <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 border-b border-line bg-panel px-3 py-1 text-form">
      <h1 dir="auto" className="min-w-0 font-semibold">
        {shared.name}
      </h1>
      <span className="text-body text-muted">
        {t("until")}{" "}
        <time dateTime={shared.expires_at} className="numbers">
          {new Date(shared.expires_at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })}
        </time>
      </span>
      <span className="flex-1" />
      <bdi className="text-body text-muted">{t("as", { name: shared.guest })}</bdi>
      <Button size="small" kind="quiet" isDisabled={go.isPending} onPress={() => go.mutate()}>
        {t("leave")}
      </Button>
    </header>
  );
}

/** How many films with the guest's name in them are still being made. */
function Preparing({ clips }: { clips: readonly SharedClip[] }) {
  const { t } = useTranslation("guest");
  const count = clips.filter(({ preparing }) => preparing).length;
  return (
    <p role="status" className={count > 0 ? "shrink-0 px-3 py-1 text-body text-muted" : "sr-only"}>
      {count > 0 && t("preparing", { count })}
    </p>
  );
}

function Clips({
  clips,
  playing,
  onGo,
}: {
  clips: readonly SharedClip[];
  playing: number;
  onGo: (clip: SharedClip) => void;
}) {
  const { t } = useTranslation("guest");
  if (clips.length < 2) return clips.length === 0 ? <p className="p-3 text-form text-muted">{t("empty")}</p> : null;
  return (
    <ol aria-label={t("clips")} className="flex shrink-0 gap-1 overflow-x-auto border-t border-line bg-panel p-2">
      {clips.map((clip, index) => (
        <li key={`${clip.code} ${clip.start}`} className="w-28 shrink-0">
          <ClipPicture
            clip={{ poster: clip.poster, out_of_date: false }}
            playing={index === playing}
            label={clip.code}
            missing=""
            onGo={() => onGo(clip)}
          />
          <p className="numbers mt-1 truncate text-label">{clip.code}</p>
        </li>
      ))}
    </ol>
  );
}

function playerClipOf(clip: SharedClip, rate: string): PlayerClip {
  return {
    id: `${clip.code} ${clip.take ?? ""}`,
    frames: clip.frames,
    count: clip.count,
    rate: rateOf(clip.rate ?? rate),
    url: clip.proxy,
    poster: clip.poster,
    captions: clip.captions,
    sound: clip.sound?.url ?? null,
    title: [clip.code, clip.number && `v${clip.number}`].filter(Boolean).join("  "),
  };
}
