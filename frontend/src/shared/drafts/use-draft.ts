/** What a form holds that is not saved: it outlives the form, the screen and the page, until it is saved or discarded. */
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { sessionQuery } from "../api/session";
import { useCrumbs } from "../ui/breadcrumb";
import { drafts } from "./drafts";
import type { Place } from "./shelf";

export interface DraftOf<Value, Base> {
  /** undefined: nothing is written that is not saved. */
  value: Value | undefined;
  /** What was seen when writing began; while nothing is written, what stands now. */
  base: Base;
  /** When it was written, as long as it comes from an earlier page and nobody has taken it up or discarded it. */
  left: number | null;
  /** Writing undefined discards. Without a `base` that of when writing began stays. */
  write: (value: Value | undefined, base?: Base) => void;
  /** What is written stands on this from now on: whoever wrote it has seen it. */
  stand: (base: Base) => void;
  drop: () => void;
  /** This much was saved: what was typed since then stays, as written on `base`. */
  saved: (value: Value, base: Base) => void;
}

/**
 * `thing` names what is written on within the production, `base` is what stands now; both ends are plain data. What is
 * shown as it was then has no drafts, but for what people write of the past itself.
 */
export function useDraft<Value, Base = null>(thing: string, base: Base, ofThePast = false): DraftOf<Value, Base> {
  const place = usePlace(thing);
  const { at } = useSearch({ strict: false });
  const read = useCallback(() => drafts.read(place), [place]);
  const found = useSyncExternalStore(drafts.subscribe, read);
  const draft = at === undefined || ofThePast ? found : null;
  const now = useRef(base);
  useEffect(() => {
    now.current = base;
  });
  const acts = useMemo(() => {
    const drop = () => drafts.drop(place);
    const write = (value: Value | undefined, on?: Base) => {
      if (value === undefined) return drop();
      const kept = drafts.read(place);
      const since = on ?? (kept ? kept.base : now.current);
      drafts.write(place, { value, base: since, title: title(), address: location.pathname + location.search });
    };
    const stand = (on: Base) => {
      const kept = drafts.read(place);
      if (kept) write(kept.value as Value, on);
    };
    const saved = (value: Value, on: Base) => {
      const same = JSON.stringify(drafts.read(place)?.value) === JSON.stringify(value);
      if (same) drop();
      else stand(on);
    };
    return { write, stand, drop, saved };
  }, [place]);
  return {
    value: draft?.value as Value | undefined,
    base: draft ? (draft.base as Base) : base,
    left: draft?.earlier ? draft.at : null,
    ...acts,
  };
}

/** A draft that is one text: what is typed, how it is typed on, and the draft itself. */
export function useDraftText(
  thing: string,
  ofThePast = false,
): [string, (text: string) => void, DraftOf<string, null>] {
  const draft = useDraft<string>(thing, null, ofThePast);
  return [draft.value ?? "", (text) => draft.write(text || undefined), draft];
}

export interface DraftFields<Fields> {
  /** What the fields say: what was typed, else what stands. */
  said: Fields;
  write: (part: Partial<Fields>) => void;
  /** Whether one of them says another thing than what stands. */
  written: boolean;
  /** Those that were typed and that others have changed since. */
  moved: (keyof Fields & string)[];
  draft: DraftOf<Partial<Fields>, Fields>;
}

/** A draft of a form with several fields, `stand` being what they say before anything is typed: plain data. */
export function useDraftFields<Fields extends object>(thing: string, stand: Fields): DraftFields<Fields> {
  const draft = useDraft<Partial<Fields>, Fields>(thing, stand);
  const typed = draft.value ?? {};
  const write = (part: Partial<Fields>) => {
    const next = withoutSame({ ...typed, ...part }, stand);
    draft.write(Object.keys(next).length > 0 ? next : undefined);
  };
  const moved = Object.keys(withoutSame(draft.base, stand)) as (keyof Fields & string)[];
  return {
    said: { ...stand, ...typed },
    write,
    written: draft.value !== undefined,
    moved: moved.filter((field) => field in typed),
    draft,
  };
}

/** The fields that say another thing than what stands. */
function withoutSame<Fields extends object>(fields: Partial<Fields>, stand: Fields): Partial<Fields> {
  const differs = ([field, said]: [string, unknown]) =>
    JSON.stringify(said) !== JSON.stringify(stand[field as keyof Fields]);
  return Object.fromEntries(Object.entries(fields).filter(differs)) as Partial<Fields>;
}

function usePlace(thing: string): Place {
  const person = useQuery(sessionQuery).data?.person?.person ?? "";
  const { production = "" } = useParams({ strict: false });
  return useMemo(() => ({ person, production, thing }), [person, production, thing]);
}

const title = (): string => useCrumbs.getState().crumbs.at(-1)?.label ?? "";
