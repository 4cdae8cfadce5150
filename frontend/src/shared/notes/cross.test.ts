/** The cross by which one draws with keys. */
import { expect, test } from "vitest";
import { crossTo, hundredths, MIDDLE } from "./cross";
import type { Point } from "./drawing";

const pressed = (key: string, shiftKey = false) => ({ key, shiftKey });

test("arrow keys lead a hundredth, with Shift a tenth", () => {
  expect(crossTo(MIDDLE, pressed("ArrowLeft"))).toEqual([49_000, 50_000]);
  expect(crossTo(MIDDLE, pressed("ArrowDown", true))).toEqual([50_000, 60_000]);
  expect(crossTo(MIDDLE, pressed("a"))).toBeNull();
});

test("it stays on the picture", () => {
  const corner: Point = [99_500, 400];
  expect(crossTo(corner, pressed("ArrowRight"))).toEqual([100_000, 400]);
  expect(crossTo(corner, pressed("ArrowUp", true))).toEqual([99_500, 0]);
  expect(hundredths(corner)).toEqual({ across: 100, down: 0 });
});
