/** Where a parameter's value comes from: the levels from the production down to the one shown, and what each says. */
import type { Level, Parameter } from "../../shared/api/parameters";

export type { Level, Parameter };

/** A level of the chain with its own view of all parameters. */
export interface Link {
  level: Level;
  id: string;
  parameters: readonly Parameter[];
}

export interface Cell {
  level: Level;
  set: boolean;
  own: unknown;
  /** This level gives the value in force. */
  source: boolean;
  locked: boolean;
  /** Set here, but a lock on this level or above decides. */
  masked: boolean;
}

export interface Row {
  /** As the level shown has it. */
  here: Parameter;
  cells: readonly Cell[];
  /** What the level shown would inherit; null on the production, whose default is not told while it sets a value. */
  inherited: { value: unknown } | null;
  /** Set or locked on the level shown. */
  own: boolean;
  /** The level shown may set it. */
  settable: boolean;
}

/** `chain` goes from the production down and is never empty. */
export function rowsOf(chain: readonly Link[]): Row[] {
  const last = chain.at(-1);
  if (!last) return [];
  return last.parameters.map((here) => rowOf(here, chain, last));
}

function rowOf(here: Parameter, chain: readonly Link[], last: Link): Row {
  const above = chain.at(-2)?.parameters.find(({ name }) => name === here.name);
  const cells = chain.map((link) => cellOf(here, link));
  const cell = cells.at(-1);
  return {
    here,
    cells,
    inherited: above ? { value: above.value } : here.level === null ? { value: here.value } : null,
    own: Boolean(cell?.set || cell?.locked),
    settable: here.levels.includes(last.level) && !here.unused,
  };
}

function cellOf(here: Parameter, { level, parameters }: Link): Cell {
  const at = parameters.find(({ name }) => name === here.name);
  const set = at?.set_here ?? false;
  const deciding = here.lock;
  return {
    level,
    set,
    own: at?.own ?? null,
    source: here.level === level,
    locked: deciding?.level === level,
    masked: set && deciding !== null && JSON.stringify(at?.own) !== JSON.stringify(deciding.value),
  };
}

/** Rows whose name, label, help or value holds the text; with `only`, those of the level shown. */
export function sift(rows: readonly Row[], text: string, only: boolean): Row[] {
  const wanted = text.trim().toLowerCase();
  const holds = ({ here }: Row) =>
    `${here.name} ${here.label} ${here.stage?.label ?? ""} ${here.help} ${String(here.value ?? "")}`
      .toLowerCase()
      .includes(wanted);
  return rows.filter((row) => (!only || row.own) && (wanted === "" || holds(row)));
}

export interface Group {
  /** The stage of the pipeline whose parameters these are; null for the production's own. */
  stage: Parameter["stage"];
  /** Parameters of a stage that the pipeline no longer has. */
  unused: boolean;
  rows: readonly Row[];
}

/** Rows in their order, those of one stage together. */
export function groupsOf(rows: readonly Row[]): Group[] {
  const groups = new Map<string, Group & { rows: Row[] }>();
  for (const row of rows) {
    const { stage, unused } = row.here;
    const key = `${stage?.id ?? ""} ${unused}`;
    const group = groups.get(key) ?? { stage, unused, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}
