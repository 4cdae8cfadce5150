/** A reel on two video elements for as long as a component stands. */
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { Clip } from "./line";
import { Reel, type ReelState } from "./reel";

const nothing: ReelState = {
  frame: null,
  head: 0,
  clip: 0,
  front: null,
  speed: 0,
  loop: false,
  range: null,
  failed: false,
};
const silent = () => () => undefined;
const none = () => nothing;

export function useReel(clips: readonly Clip[], first: number) {
  const one = useRef<HTMLVideoElement>(null);
  const two = useRef<HTMLVideoElement>(null);
  const [reel, setReel] = useState<Reel | null>(null);
  const began = useRef(first);
  useEffect(() => {
    if (!one.current || !two.current) return;
    const made = new Reel([one.current, two.current]);
    setReel(made);
    return () => made.dispose();
  }, []);
  const text = JSON.stringify(clips.map(({ id, frames, first, url, rate }) => [id, frames, first, url, rate]));
  const loaded = useRef<Reel | null>(null);
  useEffect(() => {
    if (!reel) return;
    reel.load(clips, loaded.current === reel ? reel.state.head : began.current);
    loaded.current = reel;
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `text` says when the clips are others
  }, [reel, text]);
  const state = useSyncExternalStore(reel?.subscribe ?? silent, reel?.snapshot ?? none);
  return useMemo(() => ({ reel, state, videos: [one, two] as const }), [reel, state]);
}
