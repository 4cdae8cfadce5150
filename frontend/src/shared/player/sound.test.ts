import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ReelState } from "./reel";
import { cueOf, Sound, type Cue, type SoundClip } from "./sound";
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

const at = (frame: number): Cue => ({ url: "/one", at: frame / 24, next: null });
const later = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

const play = async (sound: Sound, first: number, last: number) => {
  for (let frame = first; frame <= last; frame += 1) {
    sound.follow(at(frame));
    await later(1000 / 24); // oxlint-disable-line no-await-in-loop -- one frame after the other is the point
  }
};

describe("with a browser that can be heard", () => {
  /** What the browser was told to let be heard, and whether it is still. */
  let heard: { offset: number; on: boolean }[] = [];
  let fetched: string[] = [];
  let answer: () => Promise<Response>;

  class Context {
    state = "running";
    destination = {};
    get currentTime() {
      return performance.now() / 1000;
    }
    createGain = () => ({ gain: { value: 1 }, connect: () => undefined });
    createBufferSource = () => {
      const one = { offset: 0, on: false };
      const start = (_: number, offset: number) => heard.push(Object.assign(one, { offset, on: true }));
      return { start, stop: () => Object.assign(one, { on: false }), connect() {}, disconnect() {} };
    };
    decodeAudioData = () => Promise.resolve({ duration: 100 });
    close = () => Promise.resolve();
  }

  beforeEach(() => {
    [heard, fetched] = [[], []];
    answer = () => Promise.resolve(new Response("sound"));
    vi.useFakeTimers();
    vi.stubGlobal("AudioContext", Context);
    vi.stubGlobal("fetch", (url: string) => {
      fetched.push(url);
      return answer();
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test("sound begins once the picture moves", async () => {
    const sound = new Sound();
    sound.follow(at(0));
    await later(5000);
    sound.follow(at(0));
    await later(100);
    expect([heard, fetched]).toEqual([[], ["/one"]]);
    await play(sound, 1, 10);
    expect(heard).toEqual([{ offset: expect.closeTo(1 / 24, 3) as number, on: true }]);
    sound.follow(null);
    expect(heard).toMatchObject([{ on: false }]);
  });

  test("sound stops while the picture stalls, and goes on where the picture does", async () => {
    const sound = new Sound();
    await play(sound, 0, 4);
    await later(300);
    sound.follow(at(4));
    await later(300);
    expect(heard).toMatchObject([{ on: false }]);
    await play(sound, 5, 8);
    expect(heard[1]).toMatchObject({ offset: expect.closeTo(5 / 24, 3) as number, on: true });
  });

  test("a sound that comes while the picture stalls is not heard before it moves", async () => {
    let come: ((reply: Response) => void) | undefined;
    answer = () => new Promise((done) => (come = done));
    const sound = new Sound();
    await play(sound, 0, 1);
    await later(300);
    come?.(new Response("sound"));
    await later(1);
    expect(heard).toEqual([]);
    await play(sound, 2, 3);
    expect(heard).toMatchObject([{ on: true }]);
  });

  test("a sound that does not come is asked for again once playing has stopped, not with every frame", async () => {
    answer = () => Promise.resolve(new Response("", { status: 404 }));
    const sound = new Sound();
    await play(sound, 0, 20);
    expect(fetched).toEqual(["/one"]);
    sound.follow(null);
    answer = () => Promise.resolve(new Response("sound"));
    await play(sound, 20, 24);
    expect(fetched).toEqual(["/one", "/one"]);
    expect(heard).toMatchObject([{ on: true }]);
  });
});
