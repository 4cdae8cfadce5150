/** The player: one take or a whole film, frame by frame, the same keys and the same true frame number everywhere. */
import { useEffect, useImperativeHandle, useRef, useState, type ReactNode, type Ref } from "react";
import { useTranslation } from "react-i18next";
import { CaptionsButton } from "../captions/captions-button";
import { useCaptions } from "../captions/use-captions";
import { GoToFrame } from "./go-to-frame";
import { useNumbering } from "./numbering";
import { Picture } from "./picture";
import { usePlayerKeys } from "./player-keys";
import { filmed, type Clip } from "./line";
import { Scrubber, type Mark } from "./scrubber";
import type { Rate } from "./timing";
import { Transport } from "./transport";
import { useStaying } from "../routing/use-staying";
import { useReel } from "./use-reel";
import { useSound } from "./use-sound";
import { VolumeControl } from "./volume-control";
import { Waveform } from "./waveform";

export interface PlayerClip extends Clip {
  poster: string | null;
  /** Where what is heard lies, and what it is drawn by. */
  sound?: string | null;
  peaks?: string | null;
  /** What burn-in and slate say: shot, take, short digest. */
  title: string;
  /** Shown for the length of a clip without video. */
  slate?: ReactNode;
  /** Where its captions lie, if it has any. */
  captions?: string | null;
}

export interface PlayerHandle {
  /** The frame that stands on the screen, or where the playhead was sent while nothing stands there yet. */
  frame: () => number;
  seek: (frame: number) => void;
  pause: () => void;
  /** Play at a speed from the playhead on. */
  play: (speed: number) => void;
  /** Where the playhead was sent, what stands on the screen, and how it runs. */
  at: () => { head: number; frame: number | null; speed: number };
  /** Between which frames it plays; null for all. */
  range: () => readonly [number, number] | null;
}

export interface PlayerProps {
  /** Names the player for screen readers. */
  label: string;
  clips: readonly PlayerClip[];
  /** For the timecode; clips may differ. */
  rate: Rate;
  marks?: readonly Mark[];
  /** Where it begins, such as the frame of the address. */
  first?: number;
  /** The frame shown, told at rest and at every change of clip. */
  onRest?: (frame: number, clip: number) => void;
  /** Called whenever the playhead or the speed is another. */
  onMove?: () => void;
  /** Beside the transport buttons. */
  tools?: ReactNode;
  /** Over the picture, and bound to the frame that stands there. */
  renderOverlay?: (at: { frame: number | null; clip: number }) => ReactNode;
  ref?: Ref<PlayerHandle>;
}

const NO_MARKS: readonly Mark[] = [];

export function Player({
  label,
  clips,
  rate,
  marks = NO_MARKS,
  first = 0,
  onRest,
  onMove,
  tools,
  renderOverlay,
  ref,
}: PlayerProps) {
  const { t } = useTranslation("player");
  const { number, timecode } = useNumbering();
  const { reel, state, videos } = useReel(clips, first);
  useSound(reel, clips);
  const heard = clips.some(({ sound }) => sound);
  const only = clips.length === 1 ? clips[0] : undefined;
  const [burnIn, setBurnIn] = useState(false);
  const [asking, setAsking] = useState(false);
  const captioned = clips.some(({ captions }) => captions);
  const captionsBelow = useCaptions(videos, clips, state);
  const frame = useRef<HTMLElement>(null);
  const total = clips.reduce((sum, clip) => sum + clip.frames, 0);
  const current = clips[state.clip];
  const at = state.frame ?? state.head;
  const fullScreen = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen());
  usePlayerKeys(reel, { total, goTo: () => setAsking(true), fullScreen, burnIn: () => setBurnIn((on) => !on), heard });
  useImperativeHandle(
    ref,
    () => ({
      frame: () => reel?.state.frame ?? reel?.state.head ?? 0,
      seek: (to) => reel?.seek(to),
      pause: () => reel?.pause(),
      play: (speed) => reel?.play(speed),
      at: () => reel?.state ?? { head: 0, frame: null, speed: 0 },
      range: () => reel?.state.range ?? null,
    }),
    [reel],
  );
  useTold(state.frame, state.clip, state.speed !== 0, onRest);
  useEffect(() => {
    onMove?.();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is told of is where it stands, whoever listens
  }, [reel, state.head, state.frame, state.speed]);
  if (!current)
    return (
      <div className="flex min-h-0 flex-1 items-center justify-center bg-picture text-form text-muted">
        {t("nothing")}
      </div>
    );
  return (
    <section ref={frame} aria-label={label} className="flex min-w-0 flex-1 flex-col bg-picture">
      <Picture
        videos={videos}
        clip={current}
        state={state}
        burnIn={burnIn ? `${current.title}  ${timecode(at, rate)}  ${state.frame === null ? "–" : number(at)}` : null}
        burnInOnTop={captionsBelow}
        onPress={() => reel?.toggle()}
        onRetry={() => reel?.retry()}
      >
        {renderOverlay?.({ frame: state.frame, clip: state.clip })}
      </Picture>
      <div className="shrink-0 border-t border-line bg-panel">
        <Scrubber
          total={total}
          head={state.head}
          shown={state.frame}
          marks={marks}
          range={state.range}
          rate={rate}
          onSeek={(to) => reel?.seek(to)}
        />
        {only?.peaks && <Waveform peaks={only.peaks} label={t("sound.drawn")} />}
        <Transport
          reel={reel}
          state={state}
          total={total}
          rate={rate}
          own={only || state.frame === null ? null : ownFrame(clips, state.clip, state.frame)}
          burnIn={burnIn}
          onBurnIn={setBurnIn}
          onGoTo={() => setAsking(true)}
          onFullScreen={fullScreen}
          tools={
            <>
              {tools}
              {captioned && <CaptionsButton />}
              {heard && <VolumeControl />}
            </>
          }
        />
      </div>
      <GoToFrame open={asking} total={total} onClose={() => setAsking(false)} onGo={(to) => reel?.seek(to)} />
    </section>
  );
}

/** Which frame of its clip a frame of the line is; null where the clip has no video, or another one stands there. */
function ownFrame(clips: readonly Clip[], index: number, frame: number): number | null {
  const clip = clips[index];
  const at = clips.slice(0, index).reduce((left, { frames }) => left - frames, frame);
  return clip?.url && at >= 0 && at < clip.frames ? filmed(clip, at) : null;
}

/** Tell the frame once it has stood for a moment, and every change of clip at once. */
function useTold(frame: number | null, clip: number, playing: boolean, tell: PlayerProps["onRest"]): void {
  const staying = useStaying();
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = (at, of) => staying() && tell?.(at, of);
  });
  const resting = playing ? null : frame;
  const there = frame !== null;
  useEffect(() => {
    if (frame === null) return;
    latest.current?.(frame, clip);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a change of clip is told once it is there, frames at rest
  }, [clip, there]);
  useEffect(() => {
    if (resting === null) return;
    const timer = setTimeout(() => latest.current?.(resting, clip), 150);
    return () => clearTimeout(timer);
  }, [resting, clip]);
}
