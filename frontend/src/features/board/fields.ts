/** The fields of a shot that the board shows in columns of their own: what stands in them, and what a text would make of it. */
import { PRIORITIES, WORK_FIELDS, type SetWork, type WorkField, type Works } from "../../shared/api/works";
import type { Gather } from "../../shared/change-sets/calls";
import { CAMERAS, SIZES, type Draft, type FieldName } from "../../shared/shots/draft";
import type { Row } from "./rows";

/** Those that are written on the shot itself, whom it casts, and the work on it. */
export const FIELDS = ["description", "size", "camera", "frames", "cast", ...WORK_FIELDS] as const;
export type Field = (typeof FIELDS)[number];
export type OwnField = Exclude<Field, "cast" | WorkField>;

export const isWorkField = (field: Field): field is WorkField => WORK_FIELDS.includes(field as WorkField);
/** Of an act on a production, the one that writing a field is. */
export const actOf = (field: Field) =>
  field === "status" ? "do_work" : isWorkField(field) ? "assign_work" : "add_shot";

export const CHOICES: Readonly<Partial<Record<Field, readonly string[]>>> = {
  size: SIZES,
  camera: CAMERAS,
  priority: PRIORITIES,
};
const LONGEST = 10_000;

/** An edit of a field of a shot, or what shall be said of the work on it. */
export type BoardEdit = Gather | SetWork;
export const isWork = (edit: BoardEdit): edit is SetWork => !("field" in edit);

/** What has a name: by id, and by name in lower case. */
export interface Named {
  names: ReadonlyMap<string, string>;
  ids: ReadonlyMap<string, string>;
}

/** What can stand in fields by name: who and what can be cast, who can be given work, and how far it can be. */
export interface Known {
  cast: Named;
  assignees: Named;
  status: Named;
}

export function knownOf(
  cast: ReadonlyMap<string, string>,
  works: Pick<Works, "people" | "statuses"> | undefined,
): Known {
  const people = works?.people.map(({ person, name }) => [person, name] as const);
  const statuses = works?.statuses.filter(({ retired }) => !retired).map(({ id, name }) => [id, name] as const);
  return { cast: byName(cast), assignees: byName(new Map(people)), status: byName(new Map(statuses)) };
}

function byName(names: ReadonlyMap<string, string>): Named {
  return { names, ids: new Map([...names].toReversed().map(([id, name]) => [name.toLowerCase(), id])) };
}

/** What the field of a shot says, as text. */
export function textOf({ shot, cast, task }: Row, field: Field): string {
  switch (field) {
    case "cast":
      return cast.join(", ");
    case "assignees":
      return task.assignees.map(({ name }) => name).join(", ");
    case "due":
    case "priority":
      return task[field];
    case "status":
      return task.status?.name ?? "";
    default:
      return String(shot[field]);
  }
}

/** What is wrong with a text, as the key of a sentence; null: nothing. An empty one follows the script, or says nobody and nothing. */
export function wrongIn(field: Field, text: string, known: Known): { key: string; word: string } | null {
  const said = text.trim();
  if (field === "cast" || field === "assignees") {
    const word = namesIn(said).find((name) => !known[field].ids.has(name.toLowerCase()));
    return word === undefined ? null : { key: `wrong.${field}`, word };
  }
  if (said === "") return null;
  if (field === "status") return known.status.ids.has(said.toLowerCase()) ? null : { key: "wrong.status", word: said };
  if (field === "due") return dayIn(said) ? null : { key: "wrong.due", word: said };
  if (field === "frames") return /^[1-9]\d{0,5}$/.test(said) ? null : { key: "wrong.frames", word: said };
  if (field === "description") return text.length > LONGEST ? { key: "wrong.description", word: "" } : null;
  return CHOICES[field]?.includes(chosen(said)) ? null : { key: `wrong.${field}`, word: said };
}

/** The edits that let a field of a shot say a text which is not wrong, resting on what it says now; none where it does. */
export function editsFor(row: Row, field: Field, text: string, known: Known): BoardEdit[] {
  if (field === "cast") return castEdits(row, text, known.cast);
  if (isWorkField(field)) return workEdits(row, field, text, known);
  const value = valueIn(field, text);
  const own = row.shot.own[field];
  if (value === own || (own === null && value !== null && String(value) === textOf(row, field))) return [];
  return [{ shot: row.id, field, value, from: row.shot[field] }];
}

/** The same as part of a draft of the shot. */
export function inDraft(field: OwnField, text: string): Draft {
  const value = valueIn(field, text);
  return { [field satisfies FieldName]: value === null ? null : String(value) };
}

function valueIn(field: OwnField, text: string): string | number | null {
  const said = text.trim();
  if (said === "") return null;
  if (field === "frames") return Number(said);
  return field === "description" ? text : chosen(said);
}

/** Whoever is named is cast, everybody else is not; whom a shot has keeps role and strength. */
function castEdits({ id, shot }: Row, text: string, known: Named): Gather[] {
  const wanted = new Set(namesIn(text).flatMap((name) => idOf(name, shot.cast, known) ?? []));
  const now = new Set(shot.cast.map(({ reference }) => reference));
  const gone = [...now].filter((reference) => known.names.has(reference) && !wanted.has(reference));
  const come = [...wanted].filter((reference) => !now.has(reference));
  return [
    ...gone.map((reference) => ({ shot: id, field: `cast:${reference}`, value: null })),
    ...come.map((reference) => ({ shot: id, field: `cast:${reference}`, value: AS_USUAL })),
  ];
}

/** Where it says so already, nothing. */
function workEdits(row: Row, field: WorkField, text: string, known: Known): SetWork[] {
  const on = { shot: row.id, version: row.task.version };
  const said = text.trim();
  switch (field) {
    case "assignees": {
      const now = row.task.assignees;
      const idOf = (name: string) =>
        now.find((each) => each.name.toLowerCase() === name.toLowerCase())?.id ??
        known.assignees.ids.get(name.toLowerCase());
      const assignees = [...new Set(namesIn(said).flatMap((name) => idOf(name) ?? []))];
      const same = assignees.length === now.length && now.every(({ id }) => assignees.includes(id));
      return same ? [] : [{ ...on, assignees }];
    }
    case "due": {
      const due = dayIn(said);
      return due === (row.task.due || null) ? [] : [{ ...on, due }];
    }
    case "priority": {
      const priority = PRIORITIES.find((each) => each === chosen(said)) ?? null;
      return priority === (row.task.priority || null) ? [] : [{ ...on, priority }];
    }
    case "status": {
      const status = known.status.ids.get(said.toLowerCase()) ?? null;
      return status === (row.task.status?.id ?? null) ? [] : [{ ...on, status }];
    }
  }
}

/** A day as 2026-12-24, which spreadsheets also write 2026/12/24 and 24.12.2026; null where it is none. */
function dayIn(text: string): string | null {
  const found =
    /^(?<year>\d{4})[-/](?<month>\d{1,2})[-/](?<day>\d{1,2})$|^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})$/.exec(text);
  const { year, month, day, d, m, y } = found?.groups ?? {};
  const said = [year ?? y ?? "", (month ?? m ?? "").padStart(2, "0"), (day ?? d ?? "").padStart(2, "0")].join("-");
  const date = new Date(`${said}T00:00:00Z`);
  return found && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(said) ? said : null;
}

const AS_USUAL = { role: "", strength: "1", version: null };

/** Of two that are called the same, the one that is cast already. */
function idOf(name: string, cast: readonly { reference: string }[], known: Named): string | undefined {
  const same = cast.find(({ reference }) => known.names.get(reference)?.toLowerCase() === name.toLowerCase());
  return same?.reference ?? known.ids.get(name.toLowerCase());
}

export function namesIn(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** "Close up" as people and spreadsheets write it is "close-up". */
const chosen = (text: string): string => text.toLowerCase().replaceAll(/[\s_]+/g, "-");
