/** Where somebody else's playhead stands now, on the line of clips that is played here. */
import type { TogetherFrame } from "../live/frames";
import { clamp, framesIn, type Rate } from "../player/timing";

export interface Placed {
  take: string | null;
  start: number;
  frames: number;
}

type Shown = NonNullable<TogetherFrame["shown"]>;

/** The frame here of what is shown there: by its take, where the two lines differ because one is older. */
export function frameHere(shown: Shown, clips: readonly Placed[]): number {
  const total = clips.reduce((sum, { frames }) => sum + frames, 0);
  const holds = ({ take, start, frames }: Placed) =>
    take === shown.take && shown.within < frames && start + shown.within === shown.frame;
  const other = clips.some(holds) ? undefined : clips.find(({ take }) => take !== null && take === shown.take);
  return clamp(other ? other.start + Math.min(shown.within, other.frames - 1) : shown.frame, Math.max(1, total));
}

/** Where it stands so many milliseconds after it was shown. */
export function runOn(shown: Shown, passed: number, clips: readonly Placed[], rate: Rate): number {
  const total = clips.reduce((sum, { frames }) => sum + frames, 0);
  const ran = Math.sign(shown.speed) * framesIn(Math.max(0, passed) * Math.abs(shown.speed), rate);
  return clamp(frameHere(shown, clips) + ran, Math.max(1, total));
}

/** What of a line is shown at a frame, as others are told it. */
export function shownAt(frame: number, speed: number, clips: readonly Placed[]): Shown {
  const clip = clips.findLast(({ start }) => start <= frame);
  return { frame, speed, take: clip?.take ?? null, within: clip ? frame - clip.start : 0 };
}
