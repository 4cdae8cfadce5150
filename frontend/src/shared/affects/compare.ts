/** What an edit would change: the plan as it would be beside the plan as it is. */
import type { components } from "../api/schema";

export type Plan = components["schemas"]["Plan"];
type Line = components["schemas"]["PlanLine"];

/** remade: something runs; kept: approved or pinned, stays although inputs moved; reused: exists already; current: up to date again. */
export type Fate = "remade" | "kept" | "reused" | "current";

export interface AffectedShot {
  shot: string;
  fate: Fate;
  /** It was out of date before the edit too. */
  already: boolean;
  reason: string;
}

export interface Effect {
  /** In film order, those that the edit would touch. */
  shots: readonly AffectedShot[];
  approved: number;
  /** What the edit adds to what was out of date before; null where the reader may not see costs. */
  seconds: components["schemas"]["Seconds"] | null;
  price: components["schemas"]["Price"] | null;
  /** Shots that have no take yet: whatever the edit says, they are made with it. */
  unmade: number;
  /** Made shots that are out of date before the edit; those that are so for the same reason are not told as touched. */
  stale: number;
}

/** Compare two plans of the same production: `now`, and `then` with edits that nobody has made yet. */
export function compare(now: Plan, then: Plan): Effect {
  const [before, after] = [byShot(now.stages), byShot(then.stages)];
  const order = [...new Set([...after.keys(), ...before.keys()])];
  const shots = order.flatMap((shot) => touched(shot, before.get(shot) ?? [], after.get(shot) ?? []));
  return {
    shots,
    approved: shots.filter(({ fate }) => fate === "kept").length,
    seconds: then.added?.cost?.seconds ?? null,
    price: then.added?.cost?.price ?? null,
    unmade: [...before.values()].filter(neverMade).length,
    stale: [...before.values()].filter((lines) => !neverMade(lines)).length,
  };
}

const neverMade = (lines: readonly Line[]): boolean => lines.some((line) => line.new);

function touched(shot: string, before: readonly Line[], after: readonly Line[]): AffectedShot[] {
  if (signature(before) === signature(after)) return [];
  const telling = after.find(({ verdict }) => verdict === "run" || verdict === "pinned") ?? after[0];
  return [{ shot, fate: fateOf(after), already: before.length > 0, reason: telling?.reason ?? "" }];
}

function fateOf(lines: readonly Line[]): Fate {
  if (lines.length === 0) return "current";
  if (lines.some(({ verdict }) => verdict === "pinned")) return "kept";
  return lines.every(({ verdict }) => verdict === "reused") ? "reused" : "remade";
}

function signature(lines: readonly Line[]): string {
  return lines
    .map(({ stage, verdict, reason }) => `${stage} ${verdict} ${reason}`)
    .toSorted()
    .join("\n");
}

function byShot(lines: readonly Line[]): Map<string, Line[]> {
  const found = new Map<string, Line[]>();
  for (const line of lines) found.set(line.shot, [...(found.get(line.shot) ?? []), line]);
  return found;
}
