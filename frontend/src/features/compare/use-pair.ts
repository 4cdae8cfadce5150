/** Two clips together for as long as a component stands, drawn onto two canvases whenever both have their frame. */
import { useEffect, useRef, useState, useSyncExternalStore, type RefObject } from "react";
import { Pair, type Frames, type Side } from "../../shared/player/pair";
import type { ReelState } from "../../shared/player/reel";

const NOTHING: ReelState = {
  frame: null,
  head: 0,
  clip: 0,
  front: 0,
  speed: 0,
  loop: false,
  range: null,
  failed: false,
};
const silent = () => () => undefined;
const nothing = () => NOTHING;

export interface Paired {
  pair: Pair | null;
  state: ReelState;
  videos: readonly [RefObject<HTMLVideoElement | null>, RefObject<HTMLVideoElement | null>];
  canvases: readonly [RefObject<HTMLCanvasElement | null>, RefObject<HTMLCanvasElement | null>];
}

export function usePair(sides: readonly [Side, Side] | null, first: number): Paired {
  const videos = [useRef<HTMLVideoElement>(null), useRef<HTMLVideoElement>(null)] as const;
  const canvases = [useRef<HTMLCanvasElement>(null), useRef<HTMLCanvasElement>(null)] as const;
  const [pair, setPair] = useState<Pair | null>(null);
  const began = useRef(first);
  const [one, other] = videos;
  useEffect(() => {
    if (!one.current || !other.current) return;
    const made = new Pair([one.current, other.current], (frames) => draw(frames, videos, canvases));
    setPair(made);
    return () => made.dispose();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what they refer to stays
  }, []);
  const text = JSON.stringify(sides?.map(({ url, count, rate }) => [url, count, rate]));
  const loaded = useRef<Pair | null>(null);
  useEffect(() => {
    if (!pair || !sides) return;
    pair.load(sides, loaded.current === pair ? pair.state.head : began.current);
    loaded.current = pair;
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `text` says when they are others
  }, [pair, text]);
  const state = useSyncExternalStore(pair?.subscribe ?? silent, pair?.snapshot ?? nothing);
  return { pair, state, videos, canvases };
}

function draw(frames: Frames, videos: Paired["videos"], canvases: Paired["canvases"]): void {
  for (const [index, frame] of frames.entries()) {
    const [video, canvas] = [videos[index]?.current, canvases[index]?.current];
    if (frame === null || !video || !canvas) continue;
    if (canvas.width !== video.videoWidth) canvas.width = video.videoWidth;
    if (canvas.height !== video.videoHeight) canvas.height = video.videoHeight;
    canvas.getContext("2d")?.drawImage(video, 0, 0);
    canvas.dataset.frame = String(frame);
  }
}
