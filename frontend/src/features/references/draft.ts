/** What somebody has changed on a reference and not saved yet: only the fields that differ. */
import type { Edit } from "../../shared/affects/use-affects";
import { hexOf } from "../../shared/lib/colours";
import { isColour } from "./kinds";
import type { Reference } from "./queries";

export interface Draft {
  name?: string;
  description?: string;
  rights?: string;
  attributes?: Record<string, string | null>;
}

export type Field = "name" | "description" | "rights" | `attribute:${string}`;

export function isEmpty(draft: Draft): boolean {
  return Object.keys(draft).length === 0;
}

/** The value shown: what is being written, else what is saved. */
export function valueOf(reference: Reference, draft: Draft, field: Field): string {
  if (field === "name" || field === "description" || field === "rights") return draft[field] ?? reference[field];
  const name = field.slice("attribute:".length);
  const drafted = draft.attributes?.[name];
  return drafted === undefined ? (reference.attributes[name] ?? "") : (drafted ?? "");
}

/** The draft with one field changed; a field that is back at what is saved leaves it. */
export function changed(reference: Reference, draft: Draft, field: Field, text: string): Draft {
  if (field === "name" || field === "description" || field === "rights") {
    const { [field]: _, ...rest } = draft;
    return text === reference[field] ? rest : { ...rest, [field]: text };
  }
  const name = field.slice("attribute:".length);
  const { [name]: _, ...others } = draft.attributes ?? {};
  const attributes =
    text === (reference.attributes[name] ?? "") ? others : { ...others, [name]: text === "" ? null : text };
  const { attributes: __, ...rest } = draft;
  return Object.keys(attributes).length > 0 ? { ...rest, attributes } : rest;
}

/** The fields that somebody writes on. */
function fieldsOf(draft: Draft): Field[] {
  const plain = (["name", "description", "rights"] as const).filter((field) => draft[field] !== undefined);
  return [...plain, ...Object.keys(draft.attributes ?? {}).map((name): Field => `attribute:${name}`)];
}

/** Those of them that somebody else changed since they were `seen`. */
export function movedIn(seen: Reference, reference: Reference, draft: Draft): Field[] {
  return fieldsOf(draft).filter((field) => valueOf(seen, {}, field) !== valueOf(reference, {}, field));
}

/** Every field that somebody changed since the reference was `seen`. */
export function changedSince(seen: Reference, reference: Reference): Field[] {
  const names = new Set([...Object.keys(seen.attributes), ...Object.keys(reference.attributes)]);
  const fields: Field[] = ["name", "description", "rights", ...[...names].map((name): Field => `attribute:${name}`)];
  return fields.filter((field) => valueOf(seen, {}, field) !== valueOf(reference, {}, field));
}

/** The fields whose text cannot be saved: a colour that no maker of pictures knows. */
export function wrongIn(draft: Draft): Field[] {
  return Object.entries(draft.attributes ?? {})
    .filter(([name, text]) => isColour(name) && text !== null && hexOf(text, name === "skin") === null)
    .map(([name]): Field => `attribute:${name}`);
}

/** The draft as edits to suppose; rights never make a picture. */
export function editsOf(reference: string, draft: Draft): Edit[] {
  const plain = (["name", "description"] as const).flatMap((field) =>
    draft[field] === undefined ? [] : [{ reference, field, value: draft[field] }],
  );
  return [
    ...plain,
    ...Object.entries(draft.attributes ?? {}).map(([name, value]) => ({
      reference,
      field: `attribute:${name}`,
      value,
    })),
  ];
}

/** The draft as edits to gather. */
export function gatherOf(reference: string, draft: Draft): Edit[] {
  const rights = draft.rights === undefined ? [] : [{ reference, field: "rights", value: draft.rights }];
  return [...editsOf(reference, draft), ...rights];
}
