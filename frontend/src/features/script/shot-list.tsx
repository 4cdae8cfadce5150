/** Scenes and shots of the proposal: a virtual list that keys walk through, with what is decided about a shot below it. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { secondsText } from "../../shared/ui/figures";
import { isShot, type Row, type SceneRow, type ShotRow } from "./proposal-rows";
import type { Stand } from "./use-stand";

const SCENE_HEIGHT = 30;
const SHOT_HEIGHT = 46;

interface ShotListProps {
  rows: readonly Row[];
  stand: Stand;
  /** Shots about which something is decided that is not saved, by key. */
  decided: ReadonlySet<string>;
  onLine: (line: number) => void;
}

export function ShotList({ rows, stand, decided, onLine }: ShotListProps) {
  const { t } = useTranslation("script");
  const box = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- what it returns is read in this component alone, each time anew
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => (rows[index]?.kind === "scene" ? SCENE_HEIGHT : SHOT_HEIGHT),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
  });
  const here = stand.row?.key;
  useEffect(() => {
    const place = rows.findIndex((row) => row.key === here);
    if (place >= 0) virtual.scrollToIndex(place, { align: "auto" });
    // Only a move of the cursor scrolls; rows that change under a reader do not.
  }, [here]); // oxlint-disable-line react/exhaustive-deps
  const chosen = new Set(stand.chosen.map((row) => row.key));
  const shots = rows.filter(isShot);
  const places = new Map(shots.map((row, place) => [row.key, place]));
  return (
    <div
      ref={box}
      role="listbox"
      tabIndex={0}
      aria-label={t("proposal.shots")}
      aria-multiselectable
      {...(stand.row ? { "aria-activedescendant": `proposed-${stand.row.index}` } : {})}
      onKeyDown={(event) => onKey(event, stand, onLine)}
      onClick={(event) => {
        const place = placeAt(event);
        if (place === null) return;
        stand.stand(place, event.shiftKey);
        box.current?.focus();
      }}
      onDoubleClick={(event) => {
        const row = shots[placeAt(event) ?? -1];
        if (row) onLine(row.line);
      }}
      className="min-h-24 flex-1 overflow-auto outline-none select-none focus-visible:outline-2 focus-visible:-outline-offset-2"
    >
      <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const where = { transform: `translateY(${item.start}px)`, height: item.size };
          return row.kind === "scene" ? (
            <SceneLine key={item.key} row={row} style={where} />
          ) : (
            <ShotLine
              key={item.key}
              row={row}
              style={where}
              here={row.key === here}
              chosen={chosen.has(row.key)}
              decided={decided.has(row.key)}
              total={shots.length}
              place={places.get(row.key) ?? 0}
            />
          );
        })}
      </div>
    </div>
  );
}

function placeAt(event: MouseEvent): number | null {
  const place = (event.target as HTMLElement).closest<HTMLElement>("[data-place]")?.dataset.place;
  return place === undefined ? null : Number(place);
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };

function onKey(event: KeyboardEvent, stand: Stand, onLine: (line: number) => void): void {
  const by = STEPS[event.key];
  if (by) (event.shiftKey ? stand.extend : stand.move)(by);
  else if (event.key === "Enter" && stand.row) onLine(stand.row.line);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function SceneLine({ row, style }: { row: SceneRow; style: object }) {
  const { t } = useTranslation("script");
  const { scene } = row;
  return (
    <div
      role="presentation"
      style={style}
      className="absolute inset-x-0 top-0 flex items-center gap-2 border-b border-line bg-panel px-3 text-label"
    >
      <span className="numbers font-semibold">{scene.code}</span>
      <span dir="auto" title={scene.heading.text} className="min-w-0 flex-1 truncate font-medium">
        {scene.heading.text || t("proposal.no-heading")}
      </span>
      <span className="numbers text-muted">{t("proposal.shot-count", { count: scene.shots.length })}</span>
    </div>
  );
}

const GLYPH: Readonly<Record<string, string>> = { created: "+", changed: "~", moved: "↕", restored: "↩" };
const COLOUR: Readonly<Record<string, string>> = {
  created: "text-approved",
  changed: "text-in-review",
  moved: "text-queued",
  restored: "text-running",
};

interface ShotLineProps {
  row: ShotRow;
  style: object;
  here: boolean;
  chosen: boolean;
  decided: boolean;
  /** Among the shots in sight, and how many those are. */
  place: number;
  total: number;
}

function ShotLine({ row: { shot, index }, style, here, chosen, decided, place, total }: ShotLineProps) {
  const { t } = useTranslation("script");
  const people = shot.cast.filter(({ role }) => role !== "place").map(({ name }) => name);
  return (
    <div
      role="option"
      id={`proposed-${index}`}
      aria-selected={chosen}
      aria-setsize={total}
      aria-posinset={place + 1}
      tabIndex={-1}
      data-place={place}
      style={style}
      className={classes(
        "absolute inset-x-0 top-0 flex cursor-default items-center gap-2 border-b border-line border-l-2 pr-3 pl-2 text-body",
        here ? "border-l-accent" : "border-l-transparent",
        chosen ? "bg-raised" : "hover:bg-panel",
      )}
    >
      <span
        aria-hidden
        className={classes("w-3 shrink-0 text-center font-semibold", COLOUR[shot.verdict] ?? "text-idle")}
      >
        {GLYPH[shot.verdict] ?? "·"}
      </span>
      <span className="numbers w-11 shrink-0 text-muted">{shot.code.replace(/^.*_/, "")}</span>
      <span className="flex min-w-0 flex-1 flex-col">
        <span dir="auto" title={shot.description} className="truncate">
          {shot.description}
        </span>
        <span className="flex gap-2 text-label text-muted">
          <span className="shrink-0">{t(`proposal.size.${shot.size}`)}</span>
          <bdi className="truncate">{people.join(", ")}</bdi>
        </span>
      </span>
      {decided && <span className="shrink-0 text-label text-in-review">● {t("proposal.decided")}</span>}
      <span className="sr-only">{t(`proposal.verdict.${shot.verdict}`)}</span>
      <span className="numbers w-12 shrink-0 text-right text-muted">{secondsText(shot.milliseconds / 1000)}</span>
    </div>
  );
}
