/** Clips one after the other as one film, on two video elements: while one plays, the other waits on the next clip. */
import { FrameClock, painted } from "./frame-clock";
import { filmed, Line, standing, type Clip } from "./line";
import { clamp, framesIn, millisecondsOf } from "./timing";

export interface ReelState {
  /** The frame on the screen, counted through all clips; null before the first picture. */
  frame: number | null;
  /** Where the playhead was sent: the scrubber follows it at once, the counter follows `frame`. */
  head: number;
  /** Index of the clip under the playhead. */
  clip: number;
  /** Which element is in front; null while a slate is. */
  front: 0 | 1 | null;
  /** 0 at rest; 1, 2, 4 forward, -1, -2, -4 backward. */
  speed: number;
  loop: boolean;
  /** First and last frame between which it plays; null for all. */
  range: readonly [number, number] | null;
  failed: boolean;
}

/** The next clip is fetched a little after the playhead came, so that the picture in front comes first. */
const SOON = 150;

const AT_REST: ReelState = {
  frame: null,
  head: 0,
  clip: 0,
  front: null,
  speed: 0,
  loop: false,
  range: null,
  failed: false,
};

export class Reel {
  state: ReelState = AT_REST;
  private readonly clocks: readonly [FrameClock, FrameClock];
  private readonly listeners = new Set<() => void>();
  private line = new Line([]);
  private active: 0 | 1 = 0;
  private ticking = 0;
  /** Counts runs, so that a step of an earlier one goes no further. */
  private turn = 0;
  private preparing: ReturnType<typeof setTimeout> | undefined;

  constructor(videos: readonly [HTMLVideoElement, HTMLVideoElement]) {
    this.clocks = [new FrameClock(videos[0], () => this.heard(0)), new FrameClock(videos[1], () => this.heard(1))];
    for (const [index, video] of videos.entries())
      video.addEventListener("ended", () => index === this.active && this.onward());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): ReelState => this.state;

  /** Show these clips from a frame on; the place is kept as far as there are frames. */
  load(clips: readonly Clip[], frame: number): void {
    this.halt();
    const before = this.line.total;
    this.line = new Line(clips);
    const { loop, range } = this.state;
    this.set({ ...AT_REST, loop, range: this.line.total === before ? range : null });
    if (this.line.total > 0) this.go(frame);
  }

  seek(frame: number): void {
    if (this.line.total === 0) return;
    this.halt();
    this.go(frame);
  }

  step(frames: number): void {
    this.seek((this.state.speed === 0 ? this.state.head : (this.state.frame ?? this.state.head)) + frames);
  }

  toggle(): void {
    if (this.state.speed !== 0) this.pause();
    else this.play(1);
  }

  pause(): void {
    const at = this.state.frame ?? this.state.head;
    this.halt();
    if (this.line.total > 0) this.go(at);
  }

  /** Play at a speed; negative speeds step backwards, frame by frame. At the end it begins again. */
  play(speed: number): void {
    if (this.line.total === 0) return;
    const at = this.state.speed === 0 ? this.state.head : (this.state.frame ?? this.state.head);
    this.halt();
    this.set({ speed });
    this.go(this.startOf(speed, at));
    this.run();
  }

  /** J and L: the same way again doubles the speed up to four times, the other way begins at one. */
  shuttle(direction: 1 | -1): void {
    const { speed } = this.state;
    this.play(Math.sign(speed) === direction ? direction * Math.min(4, Math.abs(speed) * 2) : direction);
  }

  /** Begin the range at the playhead; one that ended before it now ends with the film. */
  markIn(): void {
    const { head, range } = this.state;
    this.set({ range: [head, range && range[1] >= head ? range[1] : this.line.total - 1] });
  }

  /** End the range at the playhead. */
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

  /** Resolves when no seek is under way, with the frame on the screen then. */
  async rest(): Promise<number | null> {
    await this.front.rest();
    return this.state.frame;
  }

  retry(): void {
    this.set({ failed: false });
    this.go(this.state.head);
  }

  dispose(): void {
    this.halt();
    clearTimeout(this.preparing);
    this.listeners.clear();
    for (const clock of this.clocks) clock.dispose();
  }

  private get first(): number {
    return this.state.range?.[0] ?? 0;
  }

  private get last(): number {
    return this.state.range?.[1] ?? this.line.total - 1;
  }

  /** Where playing begins: at the playhead, unless that is at the end or outside of the range. */
  private startOf(speed: number, at: number): number {
    if (speed > 0) return at >= this.last || at < this.first ? this.first : at;
    return at > this.last || (at <= this.first && this.state.range) ? this.last : at;
  }

  private get front(): FrameClock {
    return this.clocks[this.active];
  }

  private go(frame: number): void {
    this.show(frame);
    clearTimeout(this.preparing);
    this.preparing = setTimeout(() => this.prepare(), SOON);
  }

  private show(frame: number): void {
    const head = clamp(frame, this.line.total);
    const index = this.line.clipAt(head);
    const clip = this.line.clip(index);
    if (clip === undefined) return;
    if (clip.url === null) return this.set({ head, clip: index, front: null, frame: head, failed: false });
    const other = this.active === 0 ? 1 : 0;
    if (this.front.source?.url !== clip.url && this.clocks[other].source?.url === clip.url) this.active = other;
    this.set({
      head,
      clip: index,
      front: this.active,
      failed: this.front.failed && this.front.source?.url === clip.url,
    });
    const source = { url: clip.url, rate: clip.rate, count: clip.count ?? clip.whole ?? clip.frames };
    this.front.load(source, filmed(clip, head - this.line.start(index)));
    if (this.front.shown === null) this.set({ frame: null });
  }

  /** Put the other element where the clip that comes next begins, once the picture in front has its frame. */
  private prepare(): void {
    const { speed, clip } = this.state;
    const ahead = speed < 0 ? this.line.filmedBefore(clip) : this.line.filmedBehind(clip);
    const other = this.clocks[this.active === 0 ? 1 : 0];
    if (!ahead || ahead.url === this.front.source?.url) return;
    const count = ahead.count ?? ahead.whole ?? ahead.frames;
    other.load({ url: ahead.url, rate: ahead.rate, count }, filmed(ahead, speed < 0 ? ahead.frames - 1 : 0));
  }

  private run(): void {
    const { speed, front } = this.state;
    if (front === null) this.tick();
    else if (speed > 0) void this.front.play(speed);
    else void this.stepBack((this.turn += 1), performance.now());
  }

  /** Backwards no browser plays: each frame, or every second or fourth, is gone to when it is due and the one before it
   * has been seen. Where that takes longer than it should, the motion is slower and skips nothing. */
  private async stepBack(turn: number, before: number): Promise<void> {
    await this.front.rest();
    const { speed, clip } = this.state;
    const played = this.line.clip(clip);
    if (turn !== this.turn || !played) return;
    const { rate, frames, whole = frames, count = whole } = played;
    const due = Math.max(before + millisecondsOf(1, rate) * (count / whole), performance.now());
    await painted(due);
    if (turn !== this.turn) return;
    const next = this.state.head + speed;
    if (next < this.first || this.line.clipAt(next) !== clip) return this.leave(next);
    this.show(next);
    void this.stepBack(turn, due);
  }

  /** Slates run by the clock of the page, both ways. */
  private tick(): void {
    const { speed, head, clip } = this.state;
    const rate = this.line.clip(clip)?.rate;
    if (!rate) return;
    const started = performance.now();
    const look = (now: number) => {
      const due = head + Math.sign(speed) * framesIn((now - started) * Math.abs(speed), rate);
      if (this.line.clipAt(clamp(due, this.line.total)) !== clip || due > this.last || due < this.first)
        return this.leave(due);
      if (due !== this.state.head) this.go(due);
      this.ticking = requestAnimationFrame(look);
    };
    this.ticking = requestAnimationFrame(look);
  }

  private leave(due: number): void {
    if (due < this.first) return this.state.loop ? this.jump(this.last) : this.stopAt(this.first);
    if (due > this.last) return this.state.loop ? this.jump(this.first) : this.stopAt(this.last);
    this.jump(due);
  }

  /** A clip has played to its end. */
  private onward(): void {
    if (this.state.speed <= 0) return;
    this.leave(this.line.end(this.state.clip));
  }

  private jump(frame: number): void {
    this.front.hold();
    this.go(frame);
    this.run();
  }

  private stopAt(frame: number): void {
    this.halt();
    this.go(frame);
  }

  private halt(): void {
    this.turn += 1;
    cancelAnimationFrame(this.ticking);
    for (const clock of this.clocks) if (clock.playing) clock.pause();
    if (this.state.speed !== 0) this.set({ speed: 0 });
  }

  private heard(index: 0 | 1): void {
    if (index !== this.active || this.state.front !== index) return;
    const clock = this.clocks[index];
    if (clock.failed) this.halt();
    const clip = this.line.clip(this.state.clip);
    const frame = clock.shown === null || !clip ? null : this.frameOf(clip, clock.shown);
    const playing = this.state.speed > 0 && frame !== null;
    if (playing && frame >= this.line.end(this.state.clip)) return this.onward(); // the rest of it is trimmed
    this.set({ frame, failed: clock.failed, ...(playing ? { head: frame } : {}) });
    if (playing && this.state.range && frame >= this.last) this.leave(this.last + 1);
  }

  /** Where a frame of the clip's video stands: at the playhead, where that stands on it. */
  private frameOf(clip: Clip, shown: number): number {
    const start = this.line.start(this.state.clip);
    return filmed(clip, this.state.head - start) === shown ? this.state.head : start + standing(clip, shown);
  }

  private set(part: Partial<ReelState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}
