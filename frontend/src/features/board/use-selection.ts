/** The row that the keyboard stands on and the selected rows, kept in the address a moment later. */
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useStaying } from "../../shared/routing/use-staying";
import type { Row } from "./rows";
import type { BoardSearch } from "./search";
import { between, readSelection, written } from "./selection";

const route = getRouteApi("/in/p/$production/board");
const KEPT_AFTER = 250;

export interface Selection {
  selected: ReadonlySet<string>;
  /** The id of the row that the keyboard stands on. */
  cursor: string | null;
  move: (by: number) => void;
  /** Stand on a row and begin a new range there. */
  stand: (id: string) => void;
  toggle: (id: string) => void;
  extendTo: (id: string) => void;
  extend: (by: number) => void;
  only: (ids: readonly string[]) => void;
}

interface Kept {
  selected: ReadonlySet<string>;
  cursor: string | null;
  anchor: string | null;
}

export function useSelection(rows: readonly Row[]): Selection {
  const [state, setState] = useState<Kept | null>(null);
  const start = useFromAddress(rows, state === null);
  const now = state ?? start;
  const ids = rows.map((row) => row.id);
  const change = (next: Partial<Kept>) => setState({ ...now, ...next });
  const at = (by: number) => ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(now.cursor ?? "") + by))] ?? null;
  useAddress(rows, state);
  const extendTo = (id: string) => {
    const anchor = now.anchor ?? now.cursor ?? id;
    change({ cursor: id, anchor, selected: new Set(between(ids, anchor, id)) });
  };
  const step = (by: number) => (now.cursor === null || !ids.includes(now.cursor) ? (ids[0] ?? null) : at(by));
  return {
    selected: now.selected,
    cursor: now.cursor,
    move: (by) => change({ cursor: step(by), anchor: null }),
    stand: (id) => change({ cursor: id, anchor: id }),
    toggle: (id) => change({ cursor: id, anchor: id, selected: toggled(now.selected, id) }),
    extendTo,
    extend: (by) => {
      const id = step(by);
      if (id) extendTo(id);
    },
    only: (chosen) => change({ selected: new Set(chosen), anchor: null }),
  };
}

/** Before anything was chosen here, what the address says. */
function useFromAddress(rows: readonly Row[], needed: boolean): Kept {
  const { sel, row } = route.useSearch();
  if (!needed || rows.length === 0) return { selected: new Set(), cursor: null, anchor: null };
  const codes = readSelection(
    rows.map((each) => each.code),
    sel ?? "",
  );
  const cursor = rows.find((each) => each.code === row)?.id ?? null;
  return {
    selected: new Set(rows.filter((each) => codes.has(each.code)).map((each) => each.id)),
    cursor,
    anchor: null,
  };
}

function useAddress(rows: readonly Row[], state: Kept | null): void {
  const navigate = useNavigate({ from: "/p/$production/board" });
  const staying = useStaying();
  const { sel, row } = useMemo(() => inAddress(rows, state), [rows, state]);
  const touched = state !== null;
  useEffect(() => {
    if (!touched) return;
    const search = (old: BoardSearch): BoardSearch => {
      const rest = { ...old };
      delete rest.sel;
      delete rest.row;
      return { ...rest, ...(sel ? { sel } : {}), ...(row ? { row } : {}) };
    };
    const keep = () => {
      if (staying()) void navigate({ replace: true, resetScroll: false, search });
    };
    const timer = setTimeout(keep, KEPT_AFTER);
    return () => clearTimeout(timer);
  }, [touched, sel, row, navigate, staying]);
}

function inAddress(rows: readonly Row[], state: Kept | null): { sel: string; row: string } {
  if (state === null) return { sel: "", row: "" };
  const codes = new Set(rows.filter((each) => state.selected.has(each.id)).map((each) => each.code));
  return {
    sel: written(
      rows.map((each) => each.code),
      codes,
    ),
    row: rows.find((each) => each.id === state.cursor)?.code ?? "",
  };
}

function toggled(set: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
