/**
 * How the page looks: kept by this browser for each person. What was looked at last stands in a cookie too, so that the
 * server sends the page in its colours and nothing flashes (config/pages.py).
 */
import { create } from "zustand";

export const SCHEMES = ["system", "light", "dark"] as const;

interface Appearance {
  scheme: (typeof SCHEMES)[number];
}

const FIRST: Appearance = { scheme: "system" };
const YEAR = 365 * 24 * 3600;

export const useAppearance = create<Appearance>(() => FIRST);
let place = "";

/** From now on it is what this person chose in this browser, or what everybody begins with. */
export function appearanceOf(person: string): void {
  place = `continuity.appearance ${person}`;
  useAppearance.setState(read(localStorage.getItem(place)));
  show();
}

export function setAppearance(part: Partial<Appearance>): void {
  useAppearance.setState(part);
  localStorage.setItem(place, JSON.stringify(useAppearance.getState()));
  show();
}

function show(): void {
  const { scheme } = useAppearance.getState();
  const both = scheme === "system" ? "light dark" : scheme;
  document.querySelector("meta[name=color-scheme]")?.setAttribute("content", both);
  document.cookie = `scheme=${scheme}; path=/; max-age=${YEAR}; samesite=lax`;
}

function read(kept: string | null): Appearance {
  try {
    const { scheme } = JSON.parse(kept ?? "") as Partial<Appearance>;
    return { scheme: SCHEMES.find((each) => each === scheme) ?? FIRST.scheme };
  } catch {
    return FIRST;
  }
}
