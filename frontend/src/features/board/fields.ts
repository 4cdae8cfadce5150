/** The fields of a shot that the board shows in columns of their own: what stands in them, and what a text would make of it. */
import type { Gather } from "../../shared/change-sets/calls";
import { CAMERAS, SIZES, type Draft, type FieldName } from "../../shared/shots/draft";
import type { Row } from "./rows";

/** Those that are written on the shot itself, and whom it casts. */
export const FIELDS = ["description", "size", "camera", "frames", "cast"] as const;
export type Field = (typeof FIELDS)[number];
export type OwnField = Exclude<Field, "cast">;

export const CHOICES: Readonly<Partial<Record<Field, readonly string[]>>> = { size: SIZES, camera: CAMERAS };
const LONGEST = 10_000;

/** What can be cast, by id and by name in lower case. */
export interface Castable {
  names: ReadonlyMap<string, string>;
  ids: ReadonlyMap<string, string>;
}

export function castable(names: ReadonlyMap<string, string>): Castable {
  return { names, ids: new Map([...names].toReversed().map(([id, name]) => [name.toLowerCase(), id])) };
}

/** What the field of a shot says, as text. */
export function textOf({ shot, cast }: Row, field: Field): string {
  return field === "cast" ? cast.join(", ") : String(shot[field]);
}

/** What is wrong with a text, as the key of a sentence; null: nothing. An empty one follows the script, or casts nobody. */
export function wrongIn(field: Field, text: string, known: Castable): { key: string; word: string } | null {
  const said = text.trim();
  if (field === "cast") {
    const word = namesIn(said).find((name) => !known.ids.has(name.toLowerCase()));
    return word === undefined ? null : { key: "wrong.cast", word };
  }
  if (said === "") return null;
  if (field === "frames") return /^[1-9]\d{0,5}$/.test(said) ? null : { key: "wrong.frames", word: said };
  if (field === "description") return text.length > LONGEST ? { key: "wrong.description", word: "" } : null;
  return CHOICES[field]?.includes(chosen(said)) ? null : { key: `wrong.${field}`, word: said };
}

/** The edits that let a field of a shot say a text which is not wrong, resting on what it says now; none where it does. */
export function editsFor(row: Row, field: Field, text: string, known: Castable): Gather[] {
  if (field === "cast") return castEdits(row, text, known);
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
function castEdits({ id, shot }: Row, text: string, known: Castable): Gather[] {
  const wanted = new Set(namesIn(text).flatMap((name) => idOf(name, shot.cast, known) ?? []));
  const now = new Set(shot.cast.map(({ reference }) => reference));
  const gone = [...now].filter((reference) => known.names.has(reference) && !wanted.has(reference));
  const come = [...wanted].filter((reference) => !now.has(reference));
  return [
    ...gone.map((reference) => ({ shot: id, field: `cast:${reference}`, value: null })),
    ...come.map((reference) => ({ shot: id, field: `cast:${reference}`, value: AS_USUAL })),
  ];
}

const AS_USUAL = { role: "", strength: "1", version: null };

/** Of two that are called the same, the one that is cast already. */
function idOf(name: string, cast: readonly { reference: string }[], known: Castable): string | undefined {
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
