/**
 * How the page looks: kept by this browser for each person. What was looked at last stands in a cookie too, so that the
 * server sends the page in its colours and nothing flashes (config/pages.py).
 */
import { create } from "zustand";

export const SCHEMES = ["system", "light", "dark"] as const;
export const DENSITIES = ["comfortable", "compact"] as const;

interface Appearance {
  scheme: (typeof SCHEMES)[number];
  /** How much room lines of lists take: styles.css has the variant `compact`. */
  density: (typeof DENSITIES)[number];
  /** Whether the main navigation shows icons alone; where there is no room it always does. */
  folded: boolean;
}

const YEAR = 365 * 24 * 3600;

export const useAppearance = create<Appearance>(() => read(null));
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
  const { scheme, density } = useAppearance.getState();
  const both = scheme === "system" ? "light dark" : scheme;
  document.querySelector("meta[name=color-scheme]")?.setAttribute("content", both);
  document.cookie = `scheme=${scheme}; path=/; max-age=${YEAR}; samesite=lax`;
  document.documentElement.dataset.density = density;
}

function read(kept: string | null): Appearance {
  const { scheme, density, folded } = said(kept);
  return { scheme: oneOf(SCHEMES, scheme), density: oneOf(DENSITIES, density), folded: folded === true };
}

function said(kept: string | null): Partial<Record<keyof Appearance, unknown>> {
  try {
    return (JSON.parse(kept ?? "null") ?? {}) as Partial<Record<keyof Appearance, unknown>>;
  } catch {
    return {};
  }
}

/** What is said where it is known, or the first. */
function oneOf<Value>(known: readonly [Value, ...Value[]], given: unknown): Value {
  return known.find((each) => each === given) ?? known[0];
}
