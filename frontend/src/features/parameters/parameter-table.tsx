/** The table: parameter, value in force, where it comes from, lock. */
import { LockKeyhole } from "lucide-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import type { Names } from "../../shared/api/names";
import { ParameterValue } from "../../shared/parameters/parameter-value";
import { groupsOf, type Cell, type Group, type Row } from "./levels";
import type { Target } from "../../shared/api/parameters";

interface ParameterTableProps {
  rows: readonly Row[];
  names: Names | undefined;
  targets: readonly Target[];
  selected: string | undefined;
  onSelect: (name: string) => void;
}

export function ParameterTable({ rows, names, targets, selected, onSelect }: ParameterTableProps) {
  const { t } = useTranslation("parameters");
  const HEAD = "sticky top-0 z-10 bg-base px-4 py-1.5 text-left text-label font-medium text-muted border-b border-line";
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 text-form">
      <thead>
        <tr>
          <th className={classes(HEAD, "w-[24%]")}>{t("column.parameter")}</th>
          <th className={HEAD}>{t("column.value")}</th>
          <th className={classes(HEAD, "w-[22%]")}>{t("column.from")}</th>
          <th className={classes(HEAD, "w-[22%]")}>{t("column.lock")}</th>
        </tr>
      </thead>
      {groupsOf(rows).map((group) => (
        <tbody key={`${group.stage?.id ?? ""} ${group.unused}`}>
          {group.stage && <GroupHead group={group} />}
          {group.rows.map((row) => (
            <Line
              key={row.here.name}
              row={row}
              names={names}
              targets={targets}
              selected={row.here.name === selected}
              onSelect={() => onSelect(row.here.name)}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** The stage whose parameters follow. */
function GroupHead({ group: { stage, unused } }: { group: Group }) {
  const { t } = useTranslation("parameters");
  return (
    <tr>
      <th scope="rowgroup" colSpan={4} className="border-b border-line bg-panel px-4 py-1.5 text-left text-form">
        <span dir="auto" className="font-semibold first-letter:uppercase inline-block">
          {stage?.label}
        </span>
        <span className="ml-2 font-normal text-muted">{t(unused ? "group.unused" : "group.stage")}</span>
      </th>
    </tr>
  );
}

const CELL = "border-b border-line px-4 py-2 compact:py-0.5 align-top";

function Line({
  row,
  names,
  targets,
  selected,
  onSelect,
}: {
  row: Row;
  names: Names | undefined;
  targets: readonly Target[];
  selected: boolean;
  onSelect: () => void;
}) {
  const { here } = row;
  return (
    <tr
      onClick={onSelect}
      className={classes("cursor-default hover:bg-panel", selected && "bg-raised hover:bg-raised")}
    >
      <th
        scope="row"
        className={classes(CELL, "text-left font-normal", selected && "shadow-[inset_2px_0_0_var(--color-accent)]")}
      >
        <button
          type="button"
          data-parameter={here.name}
          aria-current={selected ? "true" : undefined}
          className="cursor-default rounded-sm text-left font-medium"
        >
          {here.label}
        </button>
        <p className="text-body text-muted">{here.help}</p>
      </th>
      <td className={CELL}>
        <Value row={row} />
      </td>
      <td className={CELL}>
        <Sources row={row} names={names} targets={targets} />
      </td>
      <td className={CELL}>{here.lock && <LockMark row={row} names={names} targets={targets} />}</td>
    </tr>
  );
}

function Value({ row: { here, inherited, cells } }: { row: Row }) {
  const { t } = useTranslation("parameters");
  const last = cells.at(-1);
  const replaced =
    here.set_here && here.lock === null && inherited && inherited.value !== here.value && cells.length > 1;
  return (
    <div className="flex flex-col gap-0.5">
      <ParameterValue parameter={here} value={here.value} className="font-medium" />
      {replaced && (
        <span className="text-body text-muted">
          <span className="sr-only">{t("instead-of")} </span>
          <s>
            <ParameterValue parameter={here} value={inherited.value} />
          </s>
        </span>
      )}
      {last?.masked && (
        <span className="text-body text-muted">
          {t("masked")}{" "}
          <s>
            <ParameterValue parameter={here} value={last.own} />
          </s>
        </span>
      )}
    </div>
  );
}

/** One small cell per level, the one that gives the value lit, and the same in words. */
function Sources({ row, names, targets }: { row: Row; names: Names | undefined; targets: readonly Target[] }) {
  const { t } = useTranslation("parameters");
  const source = row.cells.find((cell) => cell.source);
  return (
    <div className="flex flex-wrap items-center gap-x-2">
      <span className="flex gap-0.5" aria-hidden>
        {row.cells.map((cell) => (
          <LevelCell key={cell.level} cell={cell} letter={t(`level.letter.${cell.level}`)} />
        ))}
      </span>
      <span className={classes("min-w-14", !source && "text-muted")}>
        {source ? nameOf(source.level, names, targets, t) : t("default")}
      </span>
    </div>
  );
}

function LevelCell({ cell, letter }: { cell: Cell; letter: string }) {
  const look = cell.source
    ? "border-accent bg-accent text-on-accent font-semibold"
    : cell.set
      ? "border-strong text-muted line-through"
      : "border-line text-idle";
  return (
    <span className={classes("flex h-4 min-w-5 items-center justify-center rounded-sm border px-0.5 text-label", look)}>
      {letter}
    </span>
  );
}

function LockMark({
  row: { here },
  names,
  targets,
}: {
  row: Row;
  names: Names | undefined;
  targets: readonly Target[];
}) {
  const { t } = useTranslation("parameters");
  return (
    <div className="flex gap-1.5">
      <LockKeyhole size={14} aria-hidden className="mt-0.5 shrink-0 text-muted" />
      <div>
        {t("locked-on", { level: here.lock && nameOf(here.lock.level, names, targets, t) })}
        {here.lock?.reason && (
          <p dir="auto" className="text-body text-muted">
            {here.lock.reason}
          </p>
        )}
      </div>
    </div>
  );
}

/** What people call the level: "Production", "SC020", "SC020_0040". */
export function nameOf(
  level: Cell["level"],
  names: Names | undefined,
  targets: readonly Target[],
  t: TFunction,
): string {
  const id = targets.find((target) => target.level === level)?.id ?? "";
  if (level === "production") return t("level.production");
  return (level === "scene" ? names?.scenes.get(id)?.code : names?.shots.get(id)?.code) ?? t(`level.${level}`);
}
