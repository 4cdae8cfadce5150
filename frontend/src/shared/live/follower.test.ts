/** Resuming by position, and knowing when not to try again. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Follower, SILENCE, type Heard } from "./follower";
import type { Frame } from "./frames";

class Line extends EventTarget {
  static readonly opened: Line[] = [];
  constructor(readonly address: string) {
    super();
    Line.opened.push(this);
  }
  say(frame: object): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }
  close(code = 1006): void {
    this.dispatchEvent(new CloseEvent("close", { code }));
  }
}

const heard = { frames: [] as Frame[], lost: [] as (string | null)[], resets: 0 };
const ears: Heard = {
  frame: (frame) => heard.frames.push(frame),
  lost: (final) => heard.lost.push(final),
  reset: () => (heard.resets += 1),
};
const newest = () => Line.opened.at(-1) as Line;
let follower: Follower;

beforeEach(() => {
  vi.useFakeTimers();
  Line.opened.length = 0;
  Object.assign(heard, { frames: [], lost: [], resets: 0 });
  follower = new Follower("p1", ears, (address) => new Line(address) as unknown as WebSocket);
  follower.start();
});
afterEach(() => {
  follower.stop();
  vi.useRealTimers();
});

test("the first connection follows from the head", () => {
  expect(newest().address).toMatch(/^ws:.*\/ws\/productions\/p1\/$/);
});

test("a dropped socket resumes behind the last event", () => {
  newest().say({ kind: "hello", position: 7 });
  newest().say({ kind: "events", position: 9, events: [] });
  newest().close();
  expect(heard.lost).toEqual([null]);
  vi.advanceTimersByTime(1000);
  expect(Line.opened).toHaveLength(2);
  expect(newest().address).toMatch(/\?after=9$/);
});

test("a hello on resume does not skip what was missed", () => {
  newest().say({ kind: "hello", position: 7 });
  newest().close();
  vi.advanceTimersByTime(1000);
  newest().say({ kind: "hello", position: 20 });
  newest().close();
  vi.advanceTimersByTime(1000);
  expect(newest().address).toMatch(/\?after=7$/);
});

test("pauses grow, and stay short enough for a quick return", () => {
  for (let times = 0; times < 10; times++) {
    newest().close();
    vi.advanceTimersByTime(5000);
  }
  expect(Line.opened).toHaveLength(11);
});

test.each([
  [4401, "signed-out"],
  [4403, "no-member"],
  [4404, "no-member"],
])("close code %i ends it: %s", (code, why) => {
  newest().close(code);
  vi.advanceTimersByTime(60_000);
  expect(heard.lost).toEqual([why]);
  expect(Line.opened).toHaveLength(1);
});

test("a server that knows less makes all void and is followed from its head", () => {
  newest().say({ kind: "hello", position: 7 });
  newest().close(4409);
  vi.advanceTimersByTime(1000);
  expect(heard.resets).toBe(1);
  expect(newest().address).toMatch(/\/p1\/$/);
});

test("a line that says nothing for two ticks is dead, and another one is opened", () => {
  newest().say({ kind: "hello", position: 7 });
  const silent = newest();
  vi.advanceTimersByTime(SILENCE);
  expect(heard.lost).toEqual([null]);
  vi.advanceTimersByTime(1000);
  expect(Line.opened).toHaveLength(2);
  silent.say({ kind: "events", position: 8, events: [] });
  expect(heard.frames).toEqual([{ kind: "hello", position: 7 }]);
});

test("a tick keeps the line alive", () => {
  newest().say({ kind: "hello", position: 7 });
  vi.advanceTimersByTime(SILENCE - 1);
  newest().say({ kind: "tick", position: 7 });
  vi.advanceTimersByTime(SILENCE - 1);
  expect(heard.lost).toEqual([]);
});
