/** The scrolling part of the board, as grid or wall: virtual lines, and what keys and the pointer do in it. */
import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, type ClipboardEvent, type KeyboardEvent, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { useAppearance } from "../../shared/lib/appearance";
import { useWidth } from "../../shared/lib/use-width";
import { useTracks } from "./columns";
import { copied } from "./copied";
import { Editing } from "./editing";
import { cellId } from "./field-cell";
import { GridHead, GridLines } from "./grid";
import { cardHeight, columnsIn, GROUP_HEIGHT, gridItems, ROW_HEIGHT, wallItems, type Item } from "./items";
import type { Grouping, Row } from "./rows";
import type { Size, View } from "./search";
import type { Cells } from "./use-cells";
import type { Saving } from "./use-saving";
import type { Selection } from "./use-selection";
import { WallLines } from "./wall";

export interface BoardListProps {
  rows: readonly Row[];
  view: View;
  size: Size;
  by: Grouping | null;
  selection: Selection;
  cells: Cells;
  saving: Saving;
  production: string;
  rate: number | null;
  onScene: (scene: string) => void;
  /** Shows what a table on the clipboard would change. */
  onPaste: (text: string) => void;
  /** Orders up to the stage of a column; undefined where nothing may be ordered. */
  onRunTo: ((stage: string) => void) | undefined;
}

export function BoardList(props: BoardListProps) {
  const { rows, view, size, by, selection, cells, saving, production, rate, onScene, onPaste, onRunTo } = props;
  const { t } = useTranslation("board");
  const density = useAppearance((state) => state.density);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const tracks = useTracks();
  const columns = view === "wall" ? columnsIn(width, size) : 1;
  const items = useMemo(
    () => (view === "wall" ? wallItems(rows, by, columns) : gridItems(rows, by)),
    [rows, view, by, columns],
  );
  // oxlint-disable-next-line react/incompatible-library -- what it returns is read in this component alone, each time anew
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => heightOf(items[index], ROW_HEIGHT[density][size], width, columns),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 6,
    paddingEnd: 16,
    scrollPaddingStart: view === "grid" ? GROUP_HEIGHT : 0,
  });
  useEffect(() => virtual.measure(), [virtual, size, density, view, width, columns]);
  const { cursor } = selection;
  useEffect(() => {
    if (cursor === null) return;
    const place = items.findIndex((item) =>
      item.kind === "row"
        ? item.row.id === cursor
        : item.kind === "cards" && item.rows.some((row) => row.id === cursor),
    );
    if (place >= 0) virtual.scrollToIndex(place, { align: "auto" });
    // Only a move of the cursor scrolls; rows that change under a reader do not.
  }, [cursor]); // oxlint-disable-line react/exhaustive-deps
  useEffect(() => {
    if (box.current && cursor !== null) reveal(box.current, document.getElementById(cellId(cursor, cells.column)));
  }, [cursor, cells.column]);
  const open = useOpenShot(production);
  const actions = { rows, columns, selection, open, cells: view === "grid" ? cells : null };
  const here = cursor && view === "grid" && cells.column > 0 ? cellId(cursor, cells.column) : `row-${cursor}`;
  const onCopy = (event: ClipboardEvent) => {
    const text = copied(rows, selection, tracks, cells.column);
    if (view !== "grid" || text === "") return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  };
  const lines = { items, virtual, size, selected: selection.selected, cursor, production, rate, onScene };
  const all = rows.length > 0 && rows.every((row) => selection.selected.has(row.id));
  return (
    <>
      <div
        ref={box}
        role="grid"
        id="board-grid"
        tabIndex={0}
        aria-label={t("title")}
        aria-multiselectable
        aria-rowcount={items.length + 1}
        {...(view === "grid" ? { "aria-colcount": tracks.length + 1 } : {})}
        {...(cursor ? { "aria-activedescendant": here } : {})}
        onKeyDown={(event) => onKey(event, actions)}
        onClick={(event) => onClick(event, actions)}
        onDoubleClick={(event) => onDouble(event, actions)}
        onCopy={onCopy}
        onPaste={(event) => view === "grid" && onPaste(event.clipboardData.getData("text/plain"))}
        onWheel={() => cells.editing && cells.leave(0)}
        className="min-h-0 flex-1 overflow-auto outline-none select-none focus-visible:outline-2 focus-visible:-outline-offset-2"
      >
        {view === "grid" && (
          <GridHead
            size={size}
            all={all ? true : selection.selected.size > 0 ? null : false}
            onAll={() => selection.only(all ? [] : rows.map((row) => row.id))}
            onRunTo={onRunTo}
          />
        )}
        {view === "grid" ? <GridLines {...lines} column={cells.column} /> : <WallLines {...lines} columns={columns} />}
      </div>
      {view === "grid" && <Editing rows={rows} cells={cells} saving={saving} />}
    </>
  );
}

/** Scroll sideways until a cell is seen whole, beside the column that stays. */
function reveal(box: HTMLElement, cell: HTMLElement | null): void {
  if (cell === null) return;
  const stays = (cell.parentElement?.firstElementChild as HTMLElement | null)?.offsetWidth ?? 0;
  const most = cell.offsetLeft - stays;
  const least = cell.offsetLeft + cell.offsetWidth - box.clientWidth;
  box.scrollLeft = Math.min(most, Math.max(least, box.scrollLeft));
}

interface Actions {
  rows: readonly Row[];
  columns: number;
  selection: Selection;
  open: (id: string) => void;
  /** null where there are no cells. */
  cells: Cells | null;
}

const STEPS: Record<string, (columns: number) => number> = {
  ArrowDown: (columns) => columns,
  ArrowUp: (columns) => -columns,
  ArrowRight: (columns) => (columns > 1 ? 1 : 0),
  ArrowLeft: (columns) => (columns > 1 ? -1 : 0),
  PageDown: (columns) => columns * 10,
  PageUp: (columns) => -columns * 10,
  Home: () => -1e9,
  End: () => 1e9,
};

const SIDEWAYS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

function onKey(event: KeyboardEvent, { rows, columns, selection, open, cells }: Actions): void {
  if (!event.currentTarget.contains(event.target as Node)) return; // in a menu of a column
  const by = STEPS[event.key]?.(columns);
  const all = (event.metaKey || event.ctrlKey) && event.key === "a";
  const side = SIDEWAYS[event.key];
  if (cells && side && !event.shiftKey && selection.cursor) cells.go(cells.column + side);
  else if (by) (event.shiftKey ? selection.extend : selection.move)(by);
  else if (all) selection.only(rows.map((row) => row.id));
  else if (cells && (event.key === "F2" || (event.key === "Enter" && cells.field)) && selection.cursor) cells.edit();
  else if (event.key === "Enter" && selection.cursor) open(selection.cursor);
  else if (event.key === " " && selection.cursor) selection.toggle(selection.cursor);
  else if (event.key === "Escape" && selection.selected.size > 0) selection.only([]);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function onClick(event: MouseEvent, { selection, cells }: Actions): void {
  const target = event.target as HTMLElement;
  const id = rowAt(target);
  if (!id || target.closest("a")) return;
  const column = columnAt(target);
  if (event.shiftKey) selection.extendTo(id);
  else if (event.metaKey || event.ctrlKey || target.closest("[data-tick]")) selection.toggle(id);
  else if (cells?.field && selection.cursor === id && cells.column === column) cells.edit();
  else selection.stand(id);
  cells?.go(column);
}

function onDouble(event: MouseEvent, { open, cells }: Actions): void {
  const target = event.target as HTMLElement;
  const id = rowAt(target);
  if (id && !cells?.field && !target.closest("[data-tick], a")) open(id);
}

function columnAt(target: HTMLElement): number {
  return Number(target.closest<HTMLElement>("[data-column]")?.dataset.column ?? 0);
}

function rowAt(target: HTMLElement): string | undefined {
  return target.closest<HTMLElement>("[data-row]")?.dataset.row;
}

export function useOpenShot(production: string): (id: string, search?: Record<string, string>) => void {
  const navigate = useNavigate();
  return (id, search = {}) =>
    void navigate({ to: `/p/${production}/shots/${id}` as "/productions", search: search as object });
}

function heightOf(item: Item | undefined, row: number, width: number, columns: number): number {
  if (item?.kind === "group") return GROUP_HEIGHT;
  return item?.kind === "cards" ? cardHeight(width, columns) : row;
}
