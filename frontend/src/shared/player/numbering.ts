/** What people call frames: from the first number and timecode on that a production says. Kept and sent, they count from zero. */
import { createContext, use } from "react";
import type { components } from "../api/schema";
import { timecode, type Rate } from "./timing";

export type Numbering = components["schemas"]["Numbering"];

const DAY = 24 * 3600;
export const FROM_ZERO: Numbering = { first_frame: 0, first_timecode: "" };
const Said = createContext(FROM_ZERO);

/** Around all that names frames. */
export const NumberedFrom = Said.Provider;

/** How frames are called here. */
export function useNumbering() {
  const said = use(Said);
  return {
    number: (frame: number): number => said.first_frame + frame,
    timecode: (frame: number, rate: Rate): string => timecodeFrom(said.first_timecode, frame, rate),
  };
}

/** The timecode of a frame counted from zero, where the first one has another; behind a day it starts again. */
export function timecodeFrom(first: string, frame: number, rate: Rate): string {
  const nominal = Math.round(rate.numerator / rate.denominator);
  const [hours = 0, minutes = 0, seconds = 0, frames = 0] = first.split(":").map(Number);
  const passed = ((hours * 60 + minutes) * 60 + seconds) * nominal + frames;
  return timecode((passed + frame) % (DAY * nominal), rate);
}
