/** Drawing by keys: a cross that arrow keys move over the picture; Enter begins a shape there and ends it. */
import { WHOLE, type Point } from "./drawing";

export const MIDDLE: Point = [WHOLE / 2, WHOLE / 2];
/** How far one key leads: a hundredth of the picture, with Shift a tenth. */
const STEP = WHOLE / 100;
const STRIDE = WHOLE / 10;
const WAYS: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const within = (value: number): number => Math.max(0, Math.min(WHOLE, value));

/** Where the cross comes to, never off the picture; null where the key moves nothing. */
export function crossTo([x, y]: Point, { key, shiftKey }: { key: string; shiftKey: boolean }): Point | null {
  const way = WAYS[key];
  if (!way) return null;
  const by = shiftKey ? STRIDE : STEP;
  return [within(x + by * way[0]), within(y + by * way[1])];
}

/** A place in hundredths of the picture, as it is said. */
export const hundredths = ([x, y]: Point): { across: number; down: number } => ({
  across: Math.round(x / STEP),
  down: Math.round(y / STEP),
});
