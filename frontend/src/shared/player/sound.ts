/** The sound of clips beside their pictures. The picture is what counts: sound begins where it is, and follows it. */
import type { ReelState } from "./reel";
import type { Rate } from "./timing";

export interface SoundClip {
  frames: number;
  /** Of a trimmed clip: how many frames it would stand for, of which the first so many are not heard. */
  whole?: number;
  first?: number;
  /** How many frames the video has at its rate, where that is another than the line's. */
  count?: number;
  rate: Rate;
  /** Where the sound lies; null or none where nothing is heard. */
  sound?: string | null;
}

/** What should be heard: a sound from a second on. */
export interface Cue {
  url: string;
  at: number;
  /** The sound of the clip behind it, which is fetched meanwhile. */
  next: string | null;
}

/** Seconds by which sound may be beside its picture: nobody hears less. */
const BESIDE = 0.06;
/** Milliseconds without a new frame after which the picture counts as stalled. */
const STALLED = 250;
/** Sounds that are kept decoded. */
const MOST = 8;

/** What should be heard while the reel stands so; null for silence. Sound is heard at its own speed alone. */
export function cueOf(state: ReelState, clips: readonly SoundClip[]): Cue | null {
  const clip = clips[state.clip];
  if (state.speed !== 1 || state.frame === null || !clip?.sound) return null;
  const start = clips.slice(0, state.clip).reduce((sum, { frames }) => sum + frames, 0);
  const { frames, whole = frames, first = 0, count = whole } = clip;
  const filmed = ((first + state.frame - start) * count) / whole;
  const at = (filmed * clip.rate.denominator) / clip.rate.numerator;
  if (at < 0 || state.frame >= start + frames) return null;
  return { url: clip.sound, at, next: clips[state.clip + 1]?.sound ?? null };
}

interface Playing {
  url: string;
  source: AudioBufferSourceNode;
  /** The time of the context at which the sound began, or would have. */
  began: number;
}

export class Sound {
  private context: AudioContext | null = null;
  private gain: GainNode | null = null;
  private readonly sounds = new Map<string, Promise<AudioBuffer | null>>();
  /** What did not come, and is asked for again once playing has stopped. */
  private readonly failed = new Set<string>();
  private playing: Playing | null = null;
  private wanted: Cue | null = null;
  /** When the frame of `wanted` was told. */
  private told = 0;
  private stalling: ReturnType<typeof setTimeout> | undefined;
  private loudness = 1;

  /** Let be heard what should be: called with every frame. It begins once the picture moves, and stops with it. */
  follow(cue: Cue | null): void {
    const before = this.wanted;
    this.wanted = cue;
    if (cue === null) return this.rest();
    const { context } = this.opened();
    if (context.state === "suspended") void context.resume();
    if (before === null) return void this.decoded(cue.url);
    if (before.url === cue.url && before.at === cue.at) return;
    this.told = performance.now();
    clearTimeout(this.stalling);
    this.stalling = setTimeout(() => this.stop(), STALLED);
    if (this.playing?.url === cue.url && Math.abs(context.currentTime - this.playing.began - cue.at) <= BESIDE) return;
    void this.begin(cue.url);
  }

  /** Set the factor of all sound. */
  louder(factor: number): void {
    this.loudness = factor;
    if (this.gain) this.gain.gain.value = factor;
  }

  dispose(): void {
    this.wanted = null;
    this.rest();
    void this.context?.close();
    this.context = null;
    this.sounds.clear();
  }

  private async begin(url: string): Promise<void> {
    const buffer = await this.decoded(url);
    const cue = this.wanted;
    if (buffer === null || cue?.url !== url || this.context === null || this.gain === null) return;
    const since = performance.now() - this.told;
    if (since >= STALLED) return;
    const at = cue.at + since / 1000;
    const now = this.context.currentTime;
    if (this.playing?.url === url && Math.abs(now - this.playing.began - at) <= BESIDE) return;
    this.stop();
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.gain);
    source.start(0, Math.min(at, buffer.duration));
    this.playing = { url, source, began: now - at };
    if (cue.next) void this.decoded(cue.next);
  }

  private rest(): void {
    clearTimeout(this.stalling);
    this.stop();
    for (const url of this.failed) this.sounds.delete(url);
    this.failed.clear();
  }

  private stop(): void {
    this.playing?.source.stop();
    this.playing?.source.disconnect();
    this.playing = null;
  }

  /** A sound, fetched and decoded once; null where it does not come. What was asked for longest ago makes place. */
  private decoded(url: string): Promise<AudioBuffer | null> {
    const { context } = this.opened();
    const known = this.sounds.get(url) ?? this.asked(url, context);
    this.sounds.delete(url);
    this.sounds.set(url, known);
    for (const oldest of this.sounds.keys()) if (this.sounds.size > MOST) this.sounds.delete(oldest);
    return known;
  }

  private async asked(url: string, context: AudioContext): Promise<AudioBuffer | null> {
    const buffer = await fetched(url, context);
    if (buffer === null && this.wanted !== null) this.failed.add(url);
    else if (buffer === null) this.sounds.delete(url);
    return buffer;
  }

  /** Opened with the first sound: browsers let none be heard before somebody has pressed something. */
  private opened(): { context: AudioContext } {
    if (this.context === null) {
      this.context = new AudioContext();
      this.gain = this.context.createGain();
      this.gain.gain.value = this.loudness;
      this.gain.connect(this.context.destination);
    }
    return { context: this.context };
  }
}

async function fetched(url: string, context: AudioContext): Promise<AudioBuffer | null> {
  try {
    const reply = await fetch(url, { credentials: "same-origin" });
    return reply.ok ? await context.decodeAudioData(await reply.arrayBuffer()) : null;
  } catch {
    return null;
  }
}
