/** Two clips on one line of frames, the first one's: which frame of the second stands at a frame of it. Whole numbers alone. */
import type { Rate } from "./timing";

export interface Length {
  count: number;
  rate: Rate;
}

/** How often `rate` beats while `other` does: a fraction. */
const ratio = (rate: Rate, other: Rate): [number, number] => [
  rate.numerator * other.denominator,
  rate.denominator * other.numerator,
];

/** Whether frames of the same number stand at the same moment. */
export const sameRate = (one: Rate, other: Rate): boolean => {
  const [up, down] = ratio(one, other);
  return up === down;
};

/** The frame of the second clip, at its rate, that stands when `frame` of the first one begins. */
export function beside(frame: number, first: Rate, second: Rate): number {
  const [up, down] = ratio(second, first);
  return Number((BigInt(frame) * BigInt(up)) / BigInt(down));
}

/** How many frames of the first clip's rate both need: until the longer one has ended. */
export function together(first: Length, second: Length): number {
  const [up, down] = ratio(first.rate, second.rate);
  const needed = (BigInt(second.count) * BigInt(up) + BigInt(down) - 1n) / BigInt(down);
  return Math.max(first.count, Number(needed));
}
