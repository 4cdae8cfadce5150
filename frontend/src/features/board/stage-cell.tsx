/** One stage of one shot: state, take, and progress as the socket tells it; a dash where the shot has no such stage. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cell } from "../../shared/api/stages";
import { CheckMark } from "../../shared/checks/check-result";
import { classes } from "../../shared/lib/classes";
import { useProgress } from "../../shared/live/live-store";
import { lookOf } from "../../shared/ui/status";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { HERE, placed } from "./field-cell";
import type { Row } from "./rows";

/** States that need no tint: nothing happens, or nothing yet. */
const PLAIN = new Set(["empty", "made", "skipped", "cancelled", "waiting", "ready"]);
const STALE = new Set<string | null | undefined>(["run", "may-run", "blocked", "pinned"]);

interface StageCellProps {
  row: Row;
  stage: string;
  /** Which one of its row it is, 0 being the shot, and whether the keyboard stands on it. */
  column: number;
  here: boolean;
}

export function StageCell({ row, stage, column, here }: StageCellProps) {
  const { t } = useTranslation("board");
  const cell = row.cells[stage];
  const state = cell?.state ?? "empty";
  const times = useChanges(`${state}${cell?.take ?? ""}`);
  const stale = STALE.has(cell?.verdict) && state === "made";
  const look = lookOf(stale ? "stale" : state);
  const take = cell?.take && cell.take === row.take?.id ? row.take.number : null;
  if (!cell && Object.keys(row.cells).length > 0)
    return (
      <div
        {...placed(row.id, column)}
        className={classes("flex items-center border-l-2 border-l-transparent px-2 text-muted", here && HERE)}
        title={t("no-stage")}
      >
        <span aria-hidden>–</span>
        <span className="sr-only">{t("no-stage")}</span>
      </div>
    );
  return (
    <div
      {...placed(row.id, column)}
      title={cell?.reason || undefined}
      key={times}
      className={classes(
        "relative flex min-w-0 items-center gap-2 overflow-hidden border-l-2 px-2",
        PLAIN.has(state) && !stale ? "border-l-transparent" : classes(look.tint, look.edge),
        times > 0 && "live-flash",
        here && HERE,
      )}
    >
      <StatusGlyph
        state={state}
        stale={stale}
        className={classes("min-w-0 truncate", state === "empty" && "text-muted")}
        compact={stale}
      />
      {stale && <span className="truncate text-muted">{t(`ordering:verdict.${cell?.verdict}`)}</span>}
      {cell?.check && !stale && <CheckMark check={cell.check} />}
      {take !== null && !stale && !cell?.check && (
        <span className="numbers ml-auto text-label whitespace-nowrap text-muted max-[1100px]:hidden">
          {t("take", { number: take })}
        </span>
      )}
      {state === "running" && cell && <Progress cell={cell} />}
      {stale && <span aria-hidden className="stale-corner absolute top-0 right-0 size-3" />}
    </div>
  );
}

function Progress({ cell }: { cell: Cell }) {
  const { t } = useTranslation("board");
  const heard = useProgress(cell.shot, cell.stage);
  const { step, steps } = heard ?? cell.progress ?? { step: 0, steps: 0 };
  if (steps === 0) return null;
  const percent = Math.round((100 * step) / steps);
  return (
    <>
      <span className="numbers ml-auto text-label">{percent} %</span>
      <progress
        value={step}
        max={steps}
        aria-label={t("progress")}
        className="absolute inset-x-0 bottom-0 h-0.5 w-full appearance-none [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-running"
      />
    </>
  );
}

/** How often a value changed while the cell stood: a cell that scrolls in does not flash. */
function useChanges(value: string): number {
  const [known, setKnown] = useState({ value, times: 0 });
  if (known.value !== value) setKnown({ value, times: known.times + 1 });
  return known.times;
}
