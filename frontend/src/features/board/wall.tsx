/** The storyboard: posters in film order by scene, only those in view in the document. */
import { memo } from "react";
import { classes } from "../../shared/lib/classes";
import { lookOf } from "../../shared/ui/status";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { Flags } from "./flags";
import { ShotLink, type LinesProps } from "./grid";
import { GroupHeader } from "./group-header";
import { Poster } from "./poster";
import type { Row } from "./rows";
import { Tick } from "./tick";

export function WallLines({
  items,
  virtual,
  selected,
  cursor,
  production,
  rate,
  onScene,
  columns,
}: LinesProps & { columns: number }) {
  return (
    <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start, key }) => {
        const item = items[index];
        const place = { transform: `translateY(${start}px)` };
        if (item?.kind === "group") {
          return (
            <div key={key} role="row" className="absolute inset-x-0 top-0" style={place}>
              <div role="gridcell">
                <GroupHeader group={item.group} rate={rate} onScene={onScene} />
              </div>
            </div>
          );
        }
        if (item?.kind !== "cards") return null;
        return (
          <div
            key={key}
            role="row"
            className="absolute inset-x-0 top-0 grid gap-2 px-2 pt-1.5"
            style={{ ...place, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
          >
            {item.rows.map((row) => (
              <Card key={row.id} row={row} on={selected.has(row.id)} here={cursor === row.id} production={production} />
            ))}
          </div>
        );
      })}
    </div>
  );
}

const Card = memo(function Card({
  row,
  on,
  here,
  production,
}: {
  row: Row;
  on: boolean;
  here: boolean;
  production: string;
}) {
  return (
    <div
      role="gridcell"
      id={`row-${row.id}`}
      data-row={row.id}
      aria-selected={on}
      className={classes(
        "group min-w-0 overflow-hidden rounded-md border bg-panel",
        on ? "border-accent" : "border-line hover:border-strong",
        here && "outline-2 outline-accent",
      )}
    >
      <div className="relative">
        <Poster row={row} className="w-full" />
        <span
          data-tick
          className={classes(
            "absolute top-1 left-1 flex size-6 items-center justify-center rounded-sm bg-picture/80",
            !on && "opacity-0 group-hover:opacity-100",
          )}
        >
          <Tick on={on} />
        </span>
      </div>
      <div
        className={classes(
          "flex h-[42px] min-w-0 flex-col justify-center border-l-2 px-2",
          row.state === "empty" ? "border-l-transparent" : lookOf(row.state).edge,
        )}
      >
        <span className="flex items-center gap-2">
          <ShotLink production={production} row={row} />
          <Flags row={row} />
          <StatusGlyph state={row.state} work={row.work} compact className="ml-auto" />
        </span>
        <span dir="auto" title={row.description} className="truncate text-muted">
          {row.description}
        </span>
      </div>
    </div>
  );
});
