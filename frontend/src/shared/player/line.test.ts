/** Which clip a frame of the whole film is of. */
import { expect, test } from "vitest";
import { filmed, Line, standing } from "./line";
import { rateOf } from "./timing";

const clip = (id: string, frames: number, url: string | null = id) => ({ id, frames, url, rate: rateOf("24") });

test("frames count through the clips, and each is of one", () => {
  const line = new Line([clip("a", 3), clip("b", 1), clip("c", 5)]);
  expect(line.total).toBe(9);
  expect([0, 2, 3, 4, 8].map((frame) => line.clip(line.clipAt(frame))?.id)).toEqual(["a", "a", "b", "c", "c"]);
  expect([line.start(2), line.end(2), line.end(0)]).toEqual([4, 9, 3]);
});

test("the clip to fetch ahead is the next on the way that has a video", () => {
  const line = new Line([clip("a", 3), clip("b", 1, null), clip("c", 5)]);
  expect(line.filmedBehind(0)?.id).toBe("c");
  expect(line.filmedBehind(2)).toBeUndefined();
  expect([line.filmedBefore(2)?.id, line.filmedBefore(0)]).toEqual(["a", undefined]);
});

test("a video at another rate stands as long as it plays, each frame where it is found again", () => {
  for (const [frames, count] of [
    [4, 2],
    [5, 2],
    [2, 4],
    [2, 5],
    [30, 24],
    [7, 7],
  ] as const) {
    const played = { ...clip("a", frames), count };
    const shown = Array.from({ length: frames }, (_, frame) => filmed(played, frame));
    expect(shown.every((frame) => frame < count && filmed(played, standing(played, frame)) === frame)).toBe(true);
    const stood = Array.from({ length: count }, (_, frame) => standing(played, frame));
    expect([stood[0], Math.max(...stood) < frames, stood.toSorted((one, other) => one - other)]).toEqual([
      0,
      true,
      stood,
    ]);
  }
  expect(filmed(clip("a", 9), 4)).toBe(4);
});

test("of a trimmed clip the frames behind its first are seen, each where it is found again", () => {
  for (const count of [24, 12, 48]) {
    const played = { ...clip("a", 10), whole: 24, first: 6, count };
    const shown = Array.from({ length: 10 }, (_, frame) => filmed(played, frame));
    expect(shown[0]).toBe((6 * count) / 24);
    expect(shown.every((frame) => filmed(played, standing(played, frame)) === frame)).toBe(true);
  }
});
