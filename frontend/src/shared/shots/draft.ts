/** What somebody has changed on a shot and not saved yet: only the fields that differ from what is saved. */
import type { Gather } from "../change-sets/calls";
import type { Edit } from "../affects/use-affects";
import { shotCameraValues as CAMERAS, shotSizeValues as SIZES, type components } from "../api/schema";
import type { Shot } from "../api/shots";

export type FieldName = "description" | "size" | "camera" | "frames" | "continues";
/** Texts as typed; null follows the script, or begins afresh. */
export type Draft = Partial<Record<FieldName, string | null>>;
type Body = Omit<components["schemas"]["ChangeShot"], "version">;

export { SIZES, CAMERAS };
export const FOLLOWS = "follows";

/** What was seen of a shot when writing on it began. */
export interface Seen {
  etag: string;
  own: Record<FieldName, string | null>;
}

export const FIELDS = ["description", "size", "camera", "frames", "continues"] as const satisfies readonly FieldName[];

export function seenOf(shot: Shot, etag: string): Seen {
  const own = Object.fromEntries(FIELDS.map((field) => [field, savedOf(shot, field)])) as Seen["own"];
  return { etag, own };
}

/** The fields that somebody changed since, with what stands there now; null follows the script. */
export function changedSince(seen: Seen, shot: Shot): { field: FieldName; now: string | null }[] {
  return FIELDS.filter((field) => seen.own[field] !== savedOf(shot, field)).map((field) => ({
    field,
    now: savedOf(shot, field),
  }));
}

/** What is saved of a field as a person's own; null follows the script. */
export function savedOf(shot: Shot, field: FieldName): string | null {
  if (field === "continues") return shot.continues;
  const own = shot.own[field];
  return own === null ? null : String(own);
}

/** The draft with a field changed; a field that is as saved again leaves it. */
export function withChange(draft: Draft, shot: Shot, field: FieldName, value: string | null): Draft {
  const { [field]: _, ...rest } = draft;
  return value === savedOf(shot, field) ? rest : { ...rest, [field]: value };
}

/** Whether the draft cannot be saved: frames are no whole number above zero. */
export function problemsOf(draft: Draft): boolean {
  return typeof draft.frames === "string" && !/^[1-9]\d{0,5}$/.test(draft.frames.trim());
}

export function bodyOf({ frames, ...texts }: Draft): Body {
  return { ...(texts as Body), ...(frames === undefined ? {} : { frames: frames === null ? null : Number(frames) }) };
}

/** The draft as edits to suppose. */
export function editsOf(shot: string, draft: Draft): Edit[] {
  return Object.entries(bodyOf(draft)).map(([field, value]) => ({ shot, field, value }));
}

/** The draft as edits to gather: what somebody changed since it was `seen` rests on what was seen, and is a conflict. */
export function gatherOf(shot: Shot, seen: Seen, draft: Draft): Gather[] {
  const moved = new Set(changedSince(seen, shot).map(({ field }) => field));
  return editsOf(shot.id, draft).map((edit) =>
    moved.has(edit.field as FieldName) ? { ...edit, from: seen.own[edit.field as FieldName] } : edit,
  );
}
