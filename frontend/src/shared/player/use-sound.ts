/** The sound of a reel's clips for as long as a component stands. */
import { useEffect, useRef, useState } from "react";
import type { Reel } from "./reel";
import { cueOf, Sound, type SoundClip } from "./sound";
import { gainOf, useVolume } from "./volume";

export function useSound(reel: Reel | null, clips: readonly SoundClip[]): void {
  const volume = useVolume();
  const [sound] = useState(() => new Sound());
  const latest = useRef(clips);
  useEffect(() => {
    latest.current = clips;
  });
  useEffect(() => () => sound.dispose(), [sound]);
  useEffect(() => {
    if (!reel) return;
    return reel.subscribe(() => sound.follow(cueOf(reel.state, latest.current)));
  }, [reel, sound]);
  useEffect(() => sound.louder(gainOf(volume)), [sound, volume]);
}
