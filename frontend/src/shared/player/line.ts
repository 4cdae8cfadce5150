/** Clips one after the other on one line of frames: where each begins, and which one a frame is of. */
import type { Rate } from "./timing";

export interface Clip {
  id: string;
  /** How long it stands on the line. */
  frames: number;
  /** How many frames of the line it would stand for untrimmed, of which the first so many are not seen. */
  whole?: number;
  first?: number;
  /** How many frames its video has, where that plays at another rate than the line; as many as it stands for else. */
  count?: number;
  rate: Rate;
  /** Where the video lies; null where there is none, and a slate stands for its length. */
  url: string | null;
}

/** How many frames a clip and its video have, and which of them it shows. */
type Measures = Pick<Clip, "frames" | "whole" | "first" | "count">;

/** The frame of the video that stands at a frame of a clip. */
export const filmed = ({ frames, whole = frames, first = 0, count = whole }: Measures, frame: number): number =>
  Math.floor(((first + frame) * count) / whole);

/** The first frame of a clip at which a frame of its video stands; of a frame that is passed over, the one before it. */
export const standing = ({ frames, whole = frames, first = 0, count = whole }: Measures, frame: number): number =>
  Math.max(
    0,
    (count > whole ? Math.floor(((frame + 1) * whole - 1) / count) : Math.ceil((frame * whole) / count)) - first,
  );

export class Line {
  readonly total: number;
  private readonly clips: readonly Clip[];
  private readonly starts: readonly number[];

  constructor(clips: readonly Clip[]) {
    let total = 0;
    this.clips = clips;
    this.starts = clips.map((clip) => (total += clip.frames) - clip.frames);
    this.total = total;
  }

  clip(index: number): Clip | undefined {
    return this.clips[index];
  }

  /** The first frame of a clip. */
  start(index: number): number {
    return this.starts[index] ?? 0;
  }

  /** The frame behind the last one of a clip. */
  end(index: number): number {
    return this.start(index) + (this.clips[index]?.frames ?? 0);
  }

  /** The next clip behind one that has a video. */
  filmedBehind(index: number): (Clip & { url: string }) | undefined {
    return this.clips.slice(index + 1).find((clip): clip is Clip & { url: string } => clip.url !== null);
  }

  /** The next clip before one that has a video. */
  filmedBefore(index: number): (Clip & { url: string }) | undefined {
    return this.clips.slice(0, index).findLast((clip): clip is Clip & { url: string } => clip.url !== null);
  }

  /** The clip of a frame, by halving. */
  clipAt(frame: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= frame) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
