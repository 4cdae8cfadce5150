/** The pictures of a character sheet, scene by scene: only those in view are in the document, and keys lead through. */
import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { useWidth } from "../../shared/lib/use-width";
import { useProduction } from "../../shared/routing/use-production";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { led, linesOf, type Line } from "./sheet-lines";
import { SheetPicture } from "./sheet-picture";
import type { Appearance, Sheet } from "./sheet-queries";
import { ShotLink } from "./shot-link";

const CARD_WIDTH = 208;
const GAP = 8;
const HEADING = 32;
/** Below a picture: its shot, and the look that holds there. */
const WORDS = 46;

interface SheetGridProps {
  label: string;
  shots: readonly Appearance[];
  scenes: Sheet["scenes"];
  chosen: ReadonlySet<string>;
  lookOf: (shot: Appearance) => string;
  onToggle: (shot: string) => void;
}

export function SheetGrid({ label, shots, scenes, chosen, lookOf, onToggle }: SheetGridProps) {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const columns = Math.max(1, Math.floor((width - GAP) / (CARD_WIDTH + GAP)));
  const lines = useMemo(() => linesOf(shots, scenes, columns), [shots, scenes, columns]);
  const [stands, setStands] = useState<string | null>(null);
  const cursor = stands !== null && shots.some(({ shot }) => shot === stands) ? stands : null;
  const picture = Math.round((((width - GAP * (columns + 1)) / columns - 2) * 9) / 16);
  // oxlint-disable-next-line react/incompatible-library -- what it returns is read in this component alone, each time anew
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => (lines[index]?.kind === "scene" ? HEADING : picture + WORDS + 2 + GAP),
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 4,
    paddingEnd: 16,
  });
  useEffect(() => virtual.measure(), [virtual, picture, columns]);
  const stand = (shot: string) => {
    setStands(shot);
    const line = lines.findIndex((each) => each.kind === "shots" && each.shots.some((one) => one.shot === shot));
    if (line >= 0) virtual.scrollToIndex(line === 1 ? 0 : line, { align: "auto" });
  };
  const open = (shot: string) => void navigate({ to: `/p/${id}/shots/${shot}` as "/productions" });
  const onKey = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const next = led(lines, cursor, event.key);
    if (next !== undefined) stand(next);
    else if (event.key === "Enter" && cursor && !(event.target as HTMLElement).closest("a")) open(cursor);
    else if (event.key === " " && cursor) onToggle(cursor);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const shot = target.closest<HTMLElement>("[data-shot]")?.dataset.shot;
    if (!shot || target.closest("a")) return;
    setStands(shot);
    if (event.metaKey || event.ctrlKey || event.shiftKey || target.closest("[data-tick]")) onToggle(shot);
    else if (target.closest("[data-open]")) open(shot);
  };
  return (
    <div
      ref={box}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable
      aria-rowcount={lines.length}
      {...(cursor ? { "aria-activedescendant": `sheet-${cursor}` } : {})}
      onKeyDown={onKey}
      onClick={onClick}
      onFocus={() => cursor === null && setStands(shots[0]?.shot ?? null)}
      className="min-h-60 flex-1 overflow-auto outline-none select-none focus-visible:outline-2 focus-visible:-outline-offset-2"
    >
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => (
          <div
            key={key}
            role="row"
            aria-rowindex={index + 1}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start}px)` }}
          >
            <SheetLine
              line={lines[index]}
              columns={columns}
              chosen={chosen}
              cursor={cursor}
              lookOf={lookOf}
              tick={t("sheet.choose")}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

interface LineProps {
  line: Line | undefined;
  columns: number;
  chosen: ReadonlySet<string>;
  cursor: string | null;
  lookOf: (shot: Appearance) => string;
  tick: string;
}

function SheetLine({ line, columns, chosen, cursor, lookOf, tick }: LineProps) {
  if (line === undefined) return null;
  if (line.kind === "scene")
    return (
      <div role="gridcell" className="flex h-8 items-center gap-2 px-2 text-form">
        <span className="numbers font-semibold">{line.scene.number || line.scene.code}</span>
        <span dir="auto" className="truncate">
          {line.scene.heading}
        </span>
        <span className="numbers text-label text-muted">{line.count}</span>
      </div>
    );
  return (
    <div
      role="presentation"
      className="grid gap-2 px-2 pb-2"
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {line.shots.map((shot) => (
        <Card
          key={shot.shot}
          shot={shot}
          look={lookOf(shot)}
          on={chosen.has(shot.shot)}
          here={cursor === shot.shot}
          tick={tick}
        />
      ))}
    </div>
  );
}

interface CardProps {
  shot: Appearance;
  look: string;
  on: boolean;
  here: boolean;
  tick: string;
}

const Card = memo(function Card({ shot, look, on, here, tick }: CardProps) {
  return (
    <div
      role="gridcell"
      id={`sheet-${shot.shot}`}
      data-shot={shot.shot}
      aria-selected={on}
      className={classes(
        "min-w-0 overflow-hidden rounded-md border bg-panel",
        on ? "border-accent" : "border-line hover:border-strong",
        here && "outline-2 outline-accent",
      )}
    >
      <div data-open className="relative">
        <SheetPicture shot={shot} />
        <span
          data-tick
          title={tick}
          className="absolute top-1 left-1 flex size-6 items-center justify-center rounded-sm bg-picture/80"
        >
          <span
            aria-hidden
            className={classes(
              "flex size-4 items-center justify-center rounded-sm border text-label",
              on ? "border-accent bg-accent text-on-accent" : "border-strong",
            )}
          >
            {on ? "✓" : ""}
          </span>
        </span>
      </div>
      <div className="flex h-[46px] min-w-0 flex-col justify-center px-2">
        <span className="flex items-center gap-2">
          <ShotLink shot={shot} inGrid />
          {shot.take && <span className="numbers text-label text-muted">v{shot.take.number}</span>}
          <StatusGlyph
            state={shot.review}
            work={shot.work ?? undefined}
            stale={shot.out_of_date}
            compact
            className="ml-auto"
          />
        </span>
        <span dir="auto" title={look} className="truncate text-body text-muted">
          {look}
        </span>
      </div>
    </div>
  );
});
