/** The grid of shots and stages: only rows in view are in the document; the shot column stays when scrolled sideways. */
import { Link } from "@tanstack/react-router";
import type { Virtualizer } from "@tanstack/react-virtual";
import { ChevronDown } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { useAppearance } from "../../shared/lib/appearance";
import { Button } from "../../shared/ui/button";
import { Menu, MenuItem } from "../../shared/ui/menu";
import { tracksOf, useTracks, worded, type Track } from "./columns";
import { FieldCell } from "./field-cell";
import { Flags } from "./flags";
import { GroupHeader } from "./group-header";
import { ROW_HEIGHT, type Item } from "./items";
import { Poster } from "./poster";
import type { Row } from "./rows";
import type { Size } from "./search";
import { StageCell } from "./stage-cell";
import { Tick } from "./tick";
import { useUnsaved, type Unsaved } from "./unsaved";

const POSTER_HEIGHT: Record<Size, string> = {
  1: "h-6 compact:h-5",
  2: "h-10 compact:h-8",
  3: "h-20 compact:h-14",
};

export interface LinesProps {
  items: readonly Item[];
  virtual: Virtualizer<HTMLDivElement, Element>;
  size: Size;
  selected: ReadonlySet<string>;
  cursor: string | null;
  production: string;
  rate: number | null;
  onScene: (scene: string) => void;
}

interface GridHeadProps {
  size: Size;
  all: boolean | null;
  onAll: () => void;
  onRunTo: ((stage: string) => void) | undefined;
}

export function GridHead({ size, all, onAll, onRunTo }: GridHeadProps) {
  const { t } = useTranslation("board");
  const tracks = useTracks();
  return (
    <div
      role="row"
      className="sticky top-0 z-20 grid h-7 border-b border-line bg-panel text-label font-medium text-muted"
      style={tracksOf(tracks, size)}
    >
      <div role="columnheader" aria-colindex={1} className="sticky left-0 z-10 flex items-center gap-2 bg-panel px-2">
        <button
          type="button"
          tabIndex={-1}
          onClick={onAll}
          aria-label={t("select-all")}
          className="flex size-6 items-center justify-center"
        >
          <Tick on={all === true} some={all === null} />
        </button>
        {t("shot")}
      </div>
      {tracks.map(({ key, field, stage }, index) => (
        <div key={key} role="columnheader" aria-colindex={index + 2} className="flex min-w-0 items-center px-1">
          {field !== null ? (
            <Title>{t(`board-fields:${field}`)}</Title>
          ) : onRunTo ? (
            <ColumnMenu title={stage.title} onRun={() => onRunTo(stage.stage)} />
          ) : (
            <Title>{stage.title}</Title>
          )}
        </div>
      ))}
    </div>
  );
}

const Title = ({ children }: { children: string }) => <span className="truncate px-1.5">{children}</span>;

function ColumnMenu({ title, onRun }: { title: string; onRun: () => void }) {
  const { t } = useTranslation("board");
  return (
    <Menu
      placement="bottom start"
      trigger={
        <Button kind="quiet" size="small" aria-label={t("column-menu", { title })} className="min-w-0 shrink px-1.5">
          <span className="truncate font-medium">{title}</span>
          <ChevronDown size={12} aria-hidden className="shrink-0" />
        </Button>
      }
    >
      <MenuItem label={t("ordering:open")} onAction={onRun} />
    </Menu>
  );
}

/** `column` is that of the cell which the keyboard stands on, 0 being the shot itself. */
export function GridLines({
  items,
  virtual,
  size,
  selected,
  cursor,
  column,
  production,
  rate,
  onScene,
}: LinesProps & { column: number }) {
  const tracks = useTracks();
  const unsaved = useUnsaved(production);
  const density = useAppearance((state) => state.density);
  return (
    <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start, key }) => {
        const item = items[index];
        const place = { transform: `translateY(${start}px)` };
        if (item?.kind === "group") {
          return (
            <div key={key} role="row" aria-rowindex={index + 2} className="absolute inset-x-0 top-0" style={place}>
              <div role="gridcell" aria-colspan={tracks.length + 1}>
                <GroupHeader group={item.group} rate={rate} onScene={onScene} />
              </div>
            </div>
          );
        }
        if (item?.kind !== "row") return null;
        const { row } = item;
        const on = selected.has(row.id);
        return (
          <div
            key={key}
            id={`row-${row.id}`}
            data-row={row.id}
            role="row"
            aria-rowindex={index + 2}
            aria-selected={on}
            className={classes(
              "group absolute grid inset-x-0 top-0 border-b border-line/60",
              on ? "bg-accent/12" : "hover:bg-panel",
              cursor === row.id &&
                "after:pointer-events-none after:absolute after:inset-0 after:z-20 after:outline-2 after:-outline-offset-2 after:outline-accent",
              row.state === "removed" && "opacity-50",
            )}
            style={{ ...tracksOf(tracks, size), ...place, height: ROW_HEIGHT[density][size] }}
          >
            <RowCells
              row={row}
              size={size}
              on={on}
              production={production}
              tracks={tracks}
              here={cursor === row.id ? column : null}
              unsaved={unsaved.get(row.id)}
            />
          </div>
        );
      })}
    </div>
  );
}

const RowCells = memo(function RowCells({
  row,
  size,
  on,
  production,
  tracks,
  here,
  unsaved,
}: {
  row: Row;
  size: Size;
  on: boolean;
  production: string;
  tracks: readonly Track[];
  here: number | null;
  unsaved: Unsaved | undefined;
}) {
  return (
    <>
      <div
        role="rowheader"
        aria-colindex={1}
        data-column={0}
        className={classes(
          "sticky left-0 z-10 flex min-w-0 items-center gap-2 pr-2 pl-2",
          on ? "bg-[color-mix(in_srgb,var(--color-accent)_12%,var(--color-base))]" : "bg-base group-hover:bg-panel",
        )}
      >
        <span data-tick className="flex size-6 shrink-0 items-center justify-center">
          <Tick on={on} />
        </span>
        <Poster row={row} quiet={size < 3} className={POSTER_HEIGHT[size]} />
        <div className={classes("flex min-w-0 flex-1", size === 1 ? "items-center gap-2" : "flex-col justify-center")}>
          <span className="flex shrink-0 items-center gap-2">
            <ShotLink production={production} row={row} />
            <Flags row={row} />
          </span>
          {!worded(tracks) && (
            <span
              dir="auto"
              title={row.description}
              className={classes("text-muted", size === 3 ? "line-clamp-3 compact:line-clamp-2" : "truncate")}
            >
              {row.description}
            </span>
          )}
        </div>
      </div>
      {tracks.map(({ key, field, stage }, index) =>
        field === null ? (
          <StageCell key={key} row={row} stage={stage.stage} column={index + 1} here={here === index + 1} />
        ) : (
          <FieldCell
            key={key}
            row={row}
            field={field}
            size={size}
            column={index + 1}
            here={here === index + 1}
            said={unsaved?.[field]}
          />
        ),
      )}
    </>
  );
});

/** In the grid the keyboard opens a shot with Enter, so its link takes no tab stop; elsewhere, with a label, it does. */
export function ShotLink({ production, row, label }: { production: string; row: Row; label?: string }) {
  return (
    <Link
      to={`/p/${production}/shots/${row.id}` as "/productions"}
      tabIndex={label ? 0 : -1}
      preload={false}
      className={label ? "text-accent underline" : "numbers whitespace-nowrap text-text hover:underline"}
    >
      {label ?? row.code}
    </Link>
  );
}
