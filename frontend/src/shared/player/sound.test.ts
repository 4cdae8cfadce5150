import { expect, test } from "vitest";
import type { ReelState } from "./reel";
import { cueOf, type SoundClip } from "./sound";
import { gainOf, read } from "./volume";
import { barsOf } from "./waveform";

const RATE = { numerator: 24, denominator: 1 };
const CLIPS: SoundClip[] = [
  { frames: 48, rate: RATE, sound: "/one" },
  { frames: 24, rate: RATE, sound: null },
  { frames: 30, rate: { numerator: 30_000, denominator: 1_001 }, sound: "/three" },
];

const state = (clip: number, frame: number | null, speed = 1): ReelState => ({
  frame,
  head: frame ?? 0,
  clip,
  front: 0,
  speed,
  loop: false,
  range: null,
  failed: false,
});

test("beside a video at another rate than the film sound keeps to the time of the video", () => {
  expect(cueOf(state(0, 48), [{ frames: 96, count: 48, rate: RATE, sound: "/one" }])?.at).toBe(1);
});

test("sound is heard from where the picture is", () => {
  expect(cueOf(state(0, 0), CLIPS)).toEqual({ url: "/one", at: 0, next: null });
  expect(cueOf(state(0, 36), CLIPS)).toEqual({ url: "/one", at: 1.5, next: null });
  expect(cueOf(state(2, 72 + 15), CLIPS)?.at).toBeCloseTo(0.5005, 6);
});

test("the sound of the clip behind is known before it comes", () => {
  const spoken = CLIPS.map((clip) => ({ ...clip, sound: clip.sound ?? "/two" }));
  expect(cueOf(state(1, 50), spoken)?.next).toBe("/three");
});

test("nothing is heard at rest, at another speed, backward, before a picture and of a silent clip", () => {
  for (const speed of [0, 2, 4, -1]) expect(cueOf(state(0, 10, speed), CLIPS)).toBeNull();
  expect(cueOf(state(0, null), CLIPS)).toBeNull();
  expect(cueOf(state(1, 50), CLIPS)).toBeNull();
  expect(cueOf(state(0, 0), [])).toBeNull();
});

test("a frame of another clip than the one under the playhead is no cue", () => {
  expect(cueOf(state(2, 47), CLIPS)).toBeNull();
  expect(cueOf(state(0, 48), CLIPS)).toBeNull();
});

test("volume is what was kept, and all of it where that is nothing of ours", () => {
  expect(read('{"level":0.5,"muted":true}')).toEqual({ level: 0.5, muted: true });
  for (const kept of [null, "", "{", '{"level":7}', "[]", "null"])
    expect(read(kept)).toEqual({ level: 1, muted: false });
  expect(gainOf({ level: 0.5, muted: false })).toBe(0.25);
  expect(gainOf({ level: 1, muted: true })).toBe(0);
});

test("a waveform has a bar for each byte", () => {
  expect(barsOf(btoa(String.fromCodePoint(0, 51, 255)))).toEqual([0, 0.2, 1]);
  expect(barsOf("§")).toEqual([]);
});
