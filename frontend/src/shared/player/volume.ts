/** How loud the players are: one volume for all of them, kept in this browser. */
import { create } from "zustand";

export interface Volume {
  /** From 0 to 1, as the slider stands. */
  level: number;
  muted: boolean;
}

const KEPT = "continuity.volume";
const WHOLE: Volume = { level: 1, muted: false };

export const useVolume = create<Volume>(() => read(localStorage.getItem(KEPT)));

export function setVolume(part: Partial<Volume>): void {
  useVolume.setState(part);
  localStorage.setItem(KEPT, JSON.stringify(useVolume.getState()));
}

/** The factor of the sound: ears hear by ratios, so that half the way is a quarter. */
export const gainOf = ({ level, muted }: Volume): number => (muted ? 0 : level ** 2);

/** What was kept, or all of it where that is nothing of ours. */
export function read(kept: string | null): Volume {
  try {
    const { level, muted } = JSON.parse(kept ?? "") as Partial<Volume>;
    const known = typeof level === "number" && level >= 0 && level <= 1;
    return { level: known ? level : 1, muted: muted === true };
  } catch {
    return WHOLE;
  }
}
