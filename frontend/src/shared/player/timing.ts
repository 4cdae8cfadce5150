/** Frames, exact rates and the two directions between frames and seconds of a video. Times are only ever given to the browser. */

/** Frames per second as a fraction, such as 24000/1001. */
export interface Rate {
  numerator: number;
  denominator: number;
}

/** Read "24" or "24000/1001"; throws for anything that is no rate. */
export function rateOf(text: string): Rate {
  const match = /^([1-9]\d{0,8})(?:\/([1-9]\d{0,8}))?$/.exec(text);
  if (!match) throw new Error(`"${text}" is no frame rate`);
  return { numerator: Number(match[1]), denominator: Number(match[2] ?? 1) };
}

/** The second at which a frame is half over: a seek there lands inside the frame, whatever the browser rounds. */
export function middleOf(frame: number, { numerator, denominator }: Rate): number {
  return ((2 * frame + 1) * denominator) / (2 * numerator);
}

/** The frame whose time stamp a frame callback reported. Stamps are beginnings of frames, off by a rounding at most. */
export function frameAt(mediaTime: number, { numerator, denominator }: Rate): number {
  return Math.max(0, Math.round((mediaTime * numerator) / denominator));
}

/** How many whole frames pass in `milliseconds`. */
export function framesIn(milliseconds: number, { numerator, denominator }: Rate): number {
  return Math.floor((milliseconds * numerator) / (1000 * denominator));
}

/** The first frame that begins at a time or behind it. */
export function frameFrom(milliseconds: number, { numerator, denominator }: Rate): number {
  return Math.ceil((milliseconds * numerator) / (1000 * denominator));
}

/** How long so many frames stand. */
export function millisecondsOf(frames: number, { numerator, denominator }: Rate): number {
  return (frames * 1000 * denominator) / numerator;
}

/** HH:MM:SS:FF counted at the nominal rate, without dropping numbers: 24 frames to a second at 24000/1001 too. */
export function timecode(frame: number, { numerator, denominator }: Rate): string {
  const nominal = Math.round(numerator / denominator);
  const seconds = Math.floor(frame / nominal);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % nominal];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

export function clamp(frame: number, count: number): number {
  return Math.max(0, Math.min(frame, count - 1));
}
