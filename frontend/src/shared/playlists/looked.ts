/** How much of a production's log somebody has looked at in playlists and review: kept by this browser, for each person. */
import { useEffect } from "react";
import { useLive } from "../live/live-store";

const placeOf = (person: string, production: string) => `continuity.looked ${person} ${production}`;

/** The position up to which was looked; 0 for nothing. */
export const lookedUpTo = (person: string, production: string): number =>
  Number(localStorage.getItem(placeOf(person, production)) ?? 0) || 0;

/** Whoever leaves the screen has looked at what was there by then. */
export function useLooking(person: string, production: string): void {
  const position = useLive((state) => state.position);
  useEffect(() => {
    if (person === "" || position === null) return;
    return () => localStorage.setItem(placeOf(person, production), String(position));
  }, [person, production, position]);
}
