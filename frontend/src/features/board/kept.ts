/** Which columns of the board somebody sees, and in which order: kept by this browser for each person. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { create } from "zustand";
import { sessionQuery } from "../../shared/api/session";

export interface Kept {
  /** null: as usual. */
  hidden: readonly string[] | null;
  /** Columns by name, as far as somebody moved any; all others follow as they come. */
  order: readonly string[];
}

const USUAL: Kept = { hidden: null, order: [] };

export const useKept = create<Kept>(() => USUAL);
let place = "";

/** From now on it is what whoever is signed in chose in this browser. */
export function useKeptOf(): void {
  const person = useQuery(sessionQuery).data?.person?.person ?? "";
  useEffect(() => {
    place = `continuity.board ${person}`;
    useKept.setState(read(localStorage.getItem(place)));
  }, [person]);
}

export function keep(part: Partial<Kept>): void {
  useKept.setState(part);
  const { hidden, order } = useKept.getState();
  localStorage.setItem(place, JSON.stringify({ hidden, order }));
}

export function read(kept: string | null): Kept {
  try {
    const said = (JSON.parse(kept ?? "null") ?? {}) as Partial<Record<keyof Kept, unknown>>;
    return { hidden: Array.isArray(said.hidden) ? texts(said.hidden) : null, order: texts(said.order) };
  } catch {
    return USUAL;
  }
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
