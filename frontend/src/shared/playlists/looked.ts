/** How much of a production's log somebody has looked at in playlists: kept by this browser, for each person. */
import { useEffect } from "react";
import { useLive, type LiveState } from "../live/live-store";

const placeOf = (person: string, production: string) => `continuity.looked ${person} ${production}`;

/** The position up to which was looked; 0 for nothing. */
export const lookedUpTo = (person: string, production: string): number =>
  Number(localStorage.getItem(placeOf(person, production)) ?? 0) || 0;

/** Whoever leaves the screen, or the page, has looked at what was there by then: until then what was new stays new. */
export function useLooking(person: string, production: string): void {
  useEffect(() => {
    if (person === "") return;
    let seen: number | null = null;
    const follow = (live: LiveState) => {
      if (live.production === production) seen = live.position ?? seen;
    };
    const keep = () => {
      if (seen !== null) localStorage.setItem(placeOf(person, production), String(seen));
    };
    follow(useLive.getState());
    const stop = useLive.subscribe(follow);
    addEventListener("pagehide", keep);
    return () => {
      stop();
      removeEventListener("pagehide", keep);
      keep();
    };
  }, [person, production]);
}
