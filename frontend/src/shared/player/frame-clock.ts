/** One video element and the number of the frame that it shows: told by frame callbacks alone, never by currentTime. */
import { clamp, frameAt, middleOf, type Rate } from "./timing";

/** How long a landed seek may keep its frame to itself, on a busy machine or where nothing is painted. */
const PATIENCE = 1_000;
/** A seek that never lands (a stalled network) gives way to the next one. */
const STALLED = 15_000;

export interface Source {
  url: string;
  rate: Rate;
  /** How many frames there are. */
  count: number;
}

export class FrameClock {
  /** The frame on the screen; null before the first one. */
  shown: number | null = null;
  /** Whether the picture is at rest on `shown`, with no seek under way. */
  settled = false;
  source: Source | null = null;
  failed = false;

  private readonly video: HTMLVideoElement;
  private readonly changed: () => void;
  /** Whether it is to play, from the moment it was told to. */
  private meant = false;
  private wanted: number | null = null;
  private seeking = false;
  private reported: number | null = null;
  /** Counts sources, so that callbacks of an earlier one are not believed. */
  private generation = 0;
  private waiting: (() => void)[] = [];

  constructor(video: HTMLVideoElement, changed: () => void) {
    this.video = video;
    this.changed = changed;
    video.addEventListener("error", this.onError);
  }

  /** Show a source from `frame` on; the same source is kept. Null empties the element. */
  load(source: Source | null, frame = 0): void {
    if (source !== null && source.url === this.source?.url && !this.failed) return this.seek(frame);
    this.generation += 1;
    this.source = source;
    this.shown = this.reported = this.wanted = null;
    this.failed = this.settled = this.seeking = this.meant = false;
    this.free();
    this.video.pause();
    if (source === null) {
      this.video.removeAttribute("src");
      this.video.load();
      return;
    }
    this.video.src = source.url;
    this.listen(this.generation);
    this.seek(frame);
  }

  /** Go to a frame; of several asked for while one is under way only the last is gone to. */
  seek(frame: number): void {
    if (this.source === null) return;
    const target = clamp(frame, this.source.count);
    if (this.settled && this.shown === target) return this.changed();
    this.wanted = target;
    this.settled = false;
    if (!this.seeking) void this.pursue();
  }

  /** Resolves when no seek is under way, with the frame shown then. */
  async rest(): Promise<number | null> {
    if (this.seeking) await new Promise<void>((done) => this.waiting.push(done));
    return this.shown;
  }

  async play(speed: number): Promise<void> {
    this.meant = true;
    this.video.playbackRate = speed;
    await this.rest();
    if (!this.meant) return;
    this.settled = false;
    await this.video.play().catch(() => undefined);
  }

  /** Stop on the frame that is shown and put the element into its middle, so that nothing rounds it away. */
  pause(): void {
    this.meant = false;
    this.video.pause();
    if (this.shown !== null && !this.seeking) this.seek(this.shown);
  }

  /** Stop without going anywhere: a seek follows. */
  hold(): void {
    this.meant = false;
    this.video.pause();
  }

  get playing(): boolean {
    return this.meant && !this.video.ended;
  }

  dispose(): void {
    this.load(null);
    this.video.removeEventListener("error", this.onError);
  }

  private readonly onError = (): void => {
    if (this.source === null) return;
    this.generation += 1;
    this.failed = true;
    this.seeking = false;
    this.free();
    this.changed();
  };

  private listen(generation: number): void {
    this.video.requestVideoFrameCallback((_, { mediaTime }) => {
      if (generation !== this.generation || this.source === null) return;
      this.reported = frameAt(mediaTime, this.source.rate);
      if (!this.seeking) this.show(this.reported);
      this.listen(generation);
    });
  }

  private async pursue(): Promise<void> {
    const { generation } = this;
    this.seeking = true;
    let landed: number | null = null;
    while (this.wanted !== null) {
      const target = this.wanted;
      this.wanted = null;
      landed = await this.land(target); // oxlint-disable-line no-await-in-loop -- one seek after the other is the point
      if (generation !== this.generation) return;
    }
    this.seeking = false;
    this.settled = true;
    if (landed !== null) this.show(landed);
    this.free();
  }

  /** Seek, and return the frame that is shown then: what the last callback said. When none comes for long after
   * `seeked`, the picture is still the one reported before; a callback that comes later yet corrects the number. */
  private async land(target: number): Promise<number> {
    if (this.source === null) return target;
    const { rate } = this.source;
    const { generation } = this;
    if (this.video.readyState === HTMLMediaElement.HAVE_NOTHING) await once(this.video, "loadedmetadata", STALLED);
    if (generation !== this.generation) return target;
    const landed = once(this.video, "seeked", STALLED);
    this.video.currentTime = middleOf(target, rate);
    await landed;
    await this.told(target, generation);
    return this.reported ?? target;
  }

  /** Resolves once a callback has told of the frame asked for. The callback of a seek before may come first, and is no
   * answer; one that is asked for meanwhile, or the end of the patience, ends the waiting. */
  private told(target: number, generation: number): Promise<void> {
    return new Promise((done) => {
      const started = performance.now();
      const look = () => {
        const over = performance.now() - started > PATIENCE || this.wanted !== null || generation !== this.generation;
        if (over || this.reported === target) return done();
        setTimeout(look, 4);
      };
      look();
    });
  }

  private show(frame: number): void {
    this.shown = frame;
    this.changed();
  }

  private free(): void {
    for (const done of this.waiting.splice(0)) done();
  }
}

function once(target: EventTarget, name: string, patience: number): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(finish, patience);
    function finish() {
      clearTimeout(timer);
      target.removeEventListener(name, finish);
      done();
    }
    target.addEventListener(name, finish);
  });
}

/** Resolves with the first painting of the page at or after a moment. */
export function painted(due: number): Promise<void> {
  return new Promise((done) => {
    const look = (now: number) => (now >= due ? done() : requestAnimationFrame(look));
    requestAnimationFrame(look);
  });
}
