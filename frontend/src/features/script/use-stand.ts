/** The shot that the keyboard stands on and the shots chosen with it; a shot that is gone leaves its place to the next. */
import { useState } from "react";
import type { ShotRow } from "./proposal-rows";

export interface Stand {
  /** Place among the shots in sight; -1 where there are none. */
  place: number;
  row: ShotRow | null;
  /** The shots chosen, in order: at least the one stood on. */
  chosen: readonly ShotRow[];
  move: (by: number) => void;
  extend: (by: number) => void;
  stand: (place: number, extending?: boolean) => void;
}

interface Kept {
  key: string;
  place: number;
  /** Where the choice begins. */
  from: string;
}

export function useStand(shots: readonly ShotRow[]): Stand {
  const [kept, setKept] = useState<Kept>({ key: "", place: 0, from: "" });
  const last = shots.length - 1;
  const within = (place: number) => Math.min(last, Math.max(0, place));
  const placeOf = (key: string) => shots.findIndex((row) => row.key === key);
  const known = placeOf(kept.key);
  const place = known >= 0 ? known : within(kept.place);
  const row = shots[place] ?? null;
  const start = placeOf(kept.from);
  const from = start >= 0 ? start : place;
  const stand = (to: number, extending = false) => {
    const key = shots[within(to)]?.key ?? "";
    setKept({ key, place: within(to), from: extending ? (shots[from]?.key ?? key) : key });
  };
  return {
    place: row ? place : -1,
    row,
    chosen: shots.slice(Math.min(from, place), Math.max(from, place) + 1),
    move: (by) => stand(place + by),
    extend: (by) => stand(place + by, true),
    stand,
  };
}
