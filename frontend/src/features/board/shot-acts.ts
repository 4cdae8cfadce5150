/** Shots that come, move and go by a change set: the edits that say so, and where a shot can stand. */
import type { Gather, GatheredEdit } from "../../shared/change-sets/calls";

export type ShotAct = "add" | "move" | "remove";
/** As many edits as a change set holds. */
export const MOST_EDITS = 500;

/** In a scene behind a shot of it; null: in front of all of it. */
export interface Place {
  scene: string;
  after: string | null;
}

/** A shot behind which another can stand; `words` are those of one that only a change set has. */
export interface Standing {
  id: string;
  scene: string;
  code: string | null;
  words: string;
}

export interface NewShot {
  description: string;
  size: string;
  camera: string;
  frames: string;
}

/** A new shot says nothing of a field by this. */
export const USUAL = "usual";
export const NOTHING: NewShot = { description: "", size: USUAL, camera: USUAL, frames: "" };

export const framesWrong = ({ frames }: NewShot): boolean =>
  frames.trim() !== "" && !/^[1-9]\d{0,5}$/.test(frames.trim());

/** The edit that adds a shot; what it does not say is as usual. */
export function addition(shot: string, place: Place, said: NewShot): Gather[] {
  if (framesWrong(said)) return [];
  const own = {
    description: said.description.trim() || null,
    size: said.size === USUAL ? null : said.size,
    camera: said.camera === USUAL ? null : said.camera,
    frames: said.frames.trim() ? Number(said.frames) : null,
  };
  const wanted = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null));
  return [{ shot, field: "added", value: { ...place, ...wanted } }];
}

/** The edits that put shots in this order, one behind the other, where the first shall stand. */
export function moves(shots: readonly string[], { scene, after }: Place): Gather[] {
  return shots.map((shot, index) => ({
    shot,
    field: "place",
    value: { scene, after: index === 0 ? after : shots[index - 1] },
  }));
}

export const removals = (shots: readonly string[]): Gather[] =>
  shots.map((shot) => ({ shot, field: "removed", value: true }));

/** The shots that a set adds, wherever it wants them. */
export function addedBy(gathered: readonly GatheredEdit[]): Standing[] {
  return gathered
    .filter(({ field, state }) => field === "added" && state !== "done")
    .map(({ thing, to }) => {
      const wanted = to as { scene: string; description?: string | null };
      return { id: thing, scene: wanted.scene, code: null, words: wanted.description ?? "" };
    });
}

/** A fresh UUIDv7: ids of shots sort by when they were made. */
export function newShotId(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setUint32(0, Math.floor(now / 2 ** 16));
  new DataView(bytes.buffer).setUint16(4, now % 2 ** 16);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
