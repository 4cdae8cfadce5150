/** Two clips that are looked at together: both are sent to their frames, and only once both stand there they are shown. */
import { FrameClock, painted } from "./frame-clock";
import type { ReelState } from "./reel";
import { clamp, millisecondsOf, type Rate } from "./timing";
import { beside, together } from "./twin";

/** One of two: a video, or with no address a picture that stands still. */
export interface Side {
  url: string | null;
  count: number;
  rate: Rate;
}

/** The frames that the two stand on; null for one that is a picture, or has not come. */
export type Frames = readonly [number | null, number | null];

const AT_REST: ReelState = {
  frame: null,
  head: 0,
  clip: 0,
  front: 0,
  speed: 0,
  loop: false,
  range: null,
  failed: false,
};

const frameOf = ({ url, count }: Side, wanted: number) => (url === null ? null : clamp(wanted, count));

export class Pair {
  state: ReelState = AT_REST;
  private readonly clocks: readonly [FrameClock, FrameClock];
  private readonly draw: (frames: Frames) => void;
  private readonly listeners = new Set<() => void>();
  private sides: readonly [Side, Side] | null = null;
  /** Counts what it was sent to, so that what comes late is not shown. */
  private turn = 0;
  private landing: Promise<boolean> = Promise.resolve(true);

  /** `draw` is called whenever both stand on frames that belong together, and only then. */
  constructor(videos: readonly [HTMLVideoElement, HTMLVideoElement], draw: (frames: Frames) => void) {
    this.draw = draw;
    this.clocks = [new FrameClock(videos[0], () => this.heard()), new FrameClock(videos[1], () => this.heard())];
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): ReelState => this.state;

  /** How many frames of the line there are: until the longer one has ended. */
  get total(): number {
    return this.sides ? together(...this.sides) : 0;
  }

  /** The frames on which the two stand at a frame of the line. One that has ended stays on its last frame. */
  at(frame: number): Frames {
    if (!this.sides) return [null, null];
    const [first, second] = this.sides;
    return [frameOf(first, frame), frameOf(second, beside(frame, first.rate, second.rate))];
  }

  load(sides: readonly [Side, Side], frame: number): void {
    this.halt();
    this.sides = sides;
    const { loop } = this.state;
    this.set({ ...AT_REST, loop });
    for (const [index, { url, count, rate }] of sides.entries())
      this.clocks[index]?.load(url === null ? null : { url, count, rate });
    void this.go(frame);
  }

  seek(frame: number): void {
    if (!this.sides) return;
    this.halt();
    void this.go(frame);
  }

  step(frames: number): void {
    this.seek(this.state.head + frames);
  }

  toggle(): void {
    if (this.state.speed !== 0) this.pause();
    else this.play(1);
  }

  pause(): void {
    this.halt();
  }

  /** Play at a speed, both ways: each frame, or every second or fourth, is shown once both have it. Where that takes
   * longer than it should, the motion is slower and skips nothing. */
  play(speed: number): void {
    if (!this.sides) return;
    this.halt();
    this.set({ speed });
    const { head } = this.state;
    const outside = head < this.first || head > this.last;
    if (speed > 0 && (outside || head >= this.last)) void this.go(this.first);
    else if (speed < 0 && (outside || head <= this.first)) void this.go(this.last);
    void this.run(this.turn, performance.now());
  }

  shuttle(direction: 1 | -1): void {
    const { speed } = this.state;
    this.play(Math.sign(speed) === direction ? direction * Math.min(4, Math.abs(speed) * 2) : direction);
  }

  markIn(): void {
    const { head, range } = this.state;
    this.set({ range: [head, range && range[1] >= head ? range[1] : this.total - 1] });
  }

  markOut(): void {
    const { head, range } = this.state;
    this.set({ range: [range && range[0] <= head ? range[0] : 0, head] });
  }

  clearRange(): void {
    this.set({ range: null });
  }

  setLoop(loop: boolean): void {
    this.set({ loop });
  }

  /** Resolves once both stand where they were sent last, with the frames on which they stand. */
  async rest(): Promise<Frames> {
    let landing: Promise<boolean> | null = null;
    while (landing !== this.landing) {
      landing = this.landing;
      await landing; // oxlint-disable-line no-await-in-loop -- it may have been sent elsewhere meanwhile
    }
    return this.at(this.state.head);
  }

  retry(): void {
    if (this.sides) this.load(this.sides, this.state.head);
  }

  dispose(): void {
    this.halt();
    this.turn += 1;
    this.listeners.clear();
    for (const clock of this.clocks) clock.dispose();
  }

  private get first(): number {
    return this.state.range?.[0] ?? 0;
  }

  private get last(): number {
    return this.state.range?.[1] ?? this.total - 1;
  }

  /** Send both to a frame of the line; true once they stand there and were shown, false where they were sent elsewhere. */
  private go(frame: number): Promise<boolean> {
    const head = clamp(frame, this.total);
    this.set({ head });
    this.landing = this.landed(head, this.at(head));
    return this.landing;
  }

  private async landed(head: number, wanted: Frames): Promise<boolean> {
    const videos = this.clocks.map((clock, index) => ({ clock, frame: wanted[index] ?? null }));
    for (const { clock, frame } of videos) if (frame !== null) clock.seek(frame);
    await Promise.all(videos.map(({ clock, frame }) => frame !== null && clock.rest()));
    return this.look(head);
  }

  /** Show both, if they stand where a frame of the line has them and it is still wanted. */
  private look(head: number): boolean {
    const wanted = this.at(head);
    const there = this.clocks.every((clock, index) => {
      const frame = wanted[index] ?? null;
      return frame === null || (clock.settled && clock.shown === frame);
    });
    if (this.state.head !== head || !there) return false;
    if (this.state.frame === head) return true;
    this.draw(wanted);
    this.set({ frame: head });
    return true;
  }

  private async run(turn: number, before: number): Promise<void> {
    await this.landing;
    if (turn !== this.turn || !this.sides) return;
    const { speed, head, loop } = this.state;
    const due = Math.max(before + millisecondsOf(1, this.sides[0].rate), performance.now());
    await painted(due);
    if (turn !== this.turn) return;
    let next = head + speed;
    if (next > this.last || next < this.first) {
      if (!loop) return this.stopAt(speed > 0 ? this.last : this.first);
      next = speed > 0 ? this.first : this.last;
    }
    void this.go(next);
    void this.run(turn, due);
  }

  private stopAt(frame: number): void {
    this.halt();
    void this.go(frame);
  }

  private halt(): void {
    this.turn += 1;
    if (this.state.speed !== 0) this.set({ speed: 0 });
  }

  private heard(): void {
    const failed = this.clocks.some((clock) => clock.failed);
    // A callback that comes after the patience of a clock corrects its number.
    if (!failed && this.state.frame !== this.state.head) this.look(this.state.head);
    if (failed === this.state.failed) return;
    if (failed) this.halt();
    this.set({ failed });
  }

  private set(part: Partial<ReelState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}
