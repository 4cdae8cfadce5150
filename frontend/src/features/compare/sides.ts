/** What a take can be compared with, and what stands on each side. */
import type { Cut } from "../../shared/api/cut";
import type { components } from "../../shared/api/schema";
import type { Side } from "../../shared/player/pair";
import { measuresOf, sizeOf, type Take } from "../../shared/player/takes";
import type { Size } from "../../shared/notes/drawing";
import { rateOf } from "../../shared/player/timing";

export type Reference = components["schemas"]["Reference"];

/** One of the two that are compared. */
export interface Compared extends Side {
  key: string;
  /** Shown in place of a video that there is none of. */
  picture: string | null;
  /** The take whose inputs are told; null for a picture of a reference. */
  take: string | null;
  /** In pixels; null where nobody has measured it. */
  size: Size | null;
  reference?: Reference;
}

export interface Choice {
  key: string;
  kind: "take" | "animatic" | "previous" | "next" | "picture";
  /** What names it: a number, a code, a name. */
  name: string;
  /** Of several pictures of one reference, which. */
  index?: number;
}

export const takeKey = (take: string): string => `take:${take}`;

export function ofTake(take: Take): Compared {
  const { frames, rate } = measuresOf(take);
  return {
    key: takeKey(take.id),
    url: take.proxy,
    picture: take.proxy === null ? (take.poster ?? take.master) : null,
    count: Math.max(1, frames),
    rate,
    take: take.id,
    size: sizeOf(take),
  };
}

/** The shots before and behind one in the film; none of what is not there. */
function neighboursOf(
  cut: Cut | undefined,
  shot: string,
): { previous?: Cut["clips"][number]; next?: Cut["clips"][number] } {
  const clips = cut?.clips ?? [];
  const here = clips.findIndex((clip) => clip.shot === shot);
  const [previous, next] = here < 0 ? [] : [clips[here - 1], clips[here + 1]];
  return { ...(previous ? { previous } : {}), ...(next ? { next } : {}) };
}

/** What a take can stand beside, in the order in which it is offered; pictures of who is cast in the shot come first. */
export function choicesOf(
  take: Take,
  takes: readonly Take[],
  cut: Cut | undefined,
  references: readonly Reference[],
  cast: ReadonlySet<string>,
): Choice[] {
  const others = takes.filter(({ id }) => id !== take.id);
  const { previous, next } = neighboursOf(cut, take.shot);
  const pictured = references
    .filter(({ images, removed }) => images.length > 0 && !removed)
    .toSorted(
      (one, other) => Number(cast.has(other.id)) - Number(cast.has(one.id)) || one.name.localeCompare(other.name),
    );
  return [
    ...others.map(({ id, number, animatic }) => ({
      key: takeKey(id),
      kind: animatic ? ("animatic" as const) : ("take" as const),
      name: String(number),
    })),
    ...(previous?.take ? [{ key: `shot:${previous.shot}`, kind: "previous" as const, name: previous.code }] : []),
    ...(next?.take ? [{ key: `shot:${next.shot}`, kind: "next" as const, name: next.code }] : []),
    ...pictured.flatMap(({ id, name, images }) =>
      images.map((digest, at) => ({
        key: `picture:${id}:${digest}`,
        kind: "picture" as const,
        name,
        ...(images.length > 1 ? { index: at + 1 } : {}),
      })),
    ),
  ];
}

/** What a key of the address means; null where it is not there. */
export function sideOf(
  key: string,
  takes: readonly Take[],
  cut: Cut | undefined,
  references: readonly Reference[],
): Compared | null {
  const [kind, id = "", ...digest] = key.split(":");
  if (kind === "take") {
    const take = takes.find((each) => each.id === id);
    return take ? ofTake(take) : null;
  }
  if (kind === "shot") {
    const clip = cut?.clips.find(({ shot }) => shot === id);
    if (!cut || !clip?.take) return null;
    const still = clip.proxy === null;
    return {
      key,
      url: clip.proxy,
      picture: still ? clip.poster : null,
      count: Math.max(1, still ? 1 : clip.count),
      rate: rateOf(clip.rate ?? cut.rate),
      take: clip.take.id,
      size: null,
    };
  }
  const reference = references.find((each) => each.id === id);
  const address = digest.join(":");
  if (kind !== "picture" || !reference?.images.includes(address)) return null;
  const picture = `/api/v1/artifacts/${address}/`;
  return { key, url: null, picture, count: 1, rate: rateOf("24"), take: null, size: null, reference };
}

/** A picture beside a video lasts as long as that does, at its rate. */
export const paired = (one: Compared, other: Compared): readonly [Compared, Compared] => [
  one.url === null && other.url !== null ? { ...one, rate: other.rate, count: 1 } : one,
  other.url === null && one.url !== null ? { ...other, rate: one.rate, count: 1 } : other,
];
