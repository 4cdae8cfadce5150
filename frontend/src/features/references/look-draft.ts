/** What somebody writes about a change of a look: where it holds and what is different there. */
import type { Edit } from "../../shared/affects/use-affects";
import { newKey } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { hexOf } from "../../shared/lib/colours";
import { isColour } from "./kinds";
import type { LookPart } from "./looks-queries";

export type Point = components["schemas"]["Point"];

/** As the server takes it; null stays as it is, an attribute that is null is taken away. */
export interface LookValue {
  label: string;
  first: Point | null;
  last: Point | null;
  without: string[];
  also: string[];
  description: string | null;
  attributes: Record<string, string | null>;
  images: string[] | null;
}

export const NOTHING: LookValue = {
  label: "",
  first: null,
  last: null,
  without: [],
  also: [],
  description: null,
  attributes: {},
  images: null,
};

const end = (point: LookPart["first"]): Point | null => (point ? { kind: point.kind, id: point.id } : null);

export function valueOfPart(part: LookPart): LookValue {
  const { label, without, also, description, attributes, images } = part;
  return {
    label,
    first: end(part.first),
    last: end(part.last),
    without: [...without],
    also: [...also],
    description,
    attributes: { ...attributes },
    images: images ? [...images] : null,
  };
}

export const same = (one: LookValue, other: LookValue): boolean => text(one) === text(other);

/** The parts of what is written that somebody else changed since it was seen. */
export function movedParts(seen: LookValue, now: LookValue): (keyof LookValue)[] {
  return (Object.keys(NOTHING) as (keyof LookValue)[]).filter((name) => text(seen[name]) !== text(now[name]));
}

/** A part of what is written as people read it; `name` says what scenes and shots are called. */
export function partText(
  value: LookValue,
  part: keyof LookValue,
  name: (id: string) => string | undefined,
): string | number | null {
  const said = value[part];
  if (said === null || typeof said === "string") return said;
  if (Array.isArray(said)) return part === "images" ? said.length : said.map((id) => name(id) ?? "…").join(", ");
  if (part === "first" || part === "last") return name((said as Point).id) ?? "…";
  return Object.entries(value.attributes)
    .map(([attribute, words]) => `${attribute.replaceAll("_", " ")}: ${words ?? "–"}`)
    .join("\n");
}

/** Why it cannot be saved yet; null when it can. */
export function lacking(value: LookValue): "label" | "where" | "what" | "colour" | null {
  if (value.label.trim() === "") return "label";
  if (value.first === null && value.also.length === 0) return "where";
  if (value.description === null && value.images === null && Object.keys(value.attributes).length === 0) return "what";
  return wrongColours(value).length > 0 ? "colour" : null;
}

/** The attributes whose text names no colour. */
export function wrongColours({ attributes }: LookValue): string[] {
  return Object.entries(attributes)
    .filter(([name, said]) => isColour(name) && said !== null && hexOf(said, name === "skin") === null)
    .map(([name]) => name);
}

/** A change as an edit to suppose, or to gather; null takes it back. */
export const lookEdit = (reference: string, look: string, value: LookValue | null): Edit => ({
  reference,
  field: `look_change:${look}`,
  value,
});

/** The id of a change that is not there yet, under which it can be supposed and gathered. */
export function newId(): string {
  return newKey().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([one], [other]) => one.localeCompare(other)))
      : each,
  );
}
