/** What making a selection would come to, out of the plan of the whole production. Prices stay decimal text. */
import type { components } from "../api/schema";

export type Plan = components["schemas"]["Plan"];
export type PlanLine = components["schemas"]["PlanLine"];
type Basis = components["schemas"]["Cost"]["basis"];
type End = "low" | "high" | "expected";

export interface Estimate {
  lines: readonly PlanLine[];
  run: number;
  mayRun: number;
  reused: number;
  blocked: number;
  /** Shots that have something to make. */
  shots: number;
  /** Shots that are approved or pinned, out of date, and stay as they are unless included. */
  kept: number;
  /** null: the role does not see costs. */
  seconds: components["schemas"]["Seconds"] | null;
  price: components["schemas"]["Price"] | null;
  /** The weakest that any of it rests on. */
  basis: Basis;
}

export function estimate(plan: Plan, shots: ReadonlySet<string>, includeKept: boolean): Estimate {
  const lines = plan.stages.filter((line) => shots.has(line.shot));
  const will = lines.filter((line) => willRun(line, includeKept));
  const count = (verdict: string) => will.filter((line) => line.verdict === verdict).length;
  const pinned = lines.filter((line) => line.verdict === "pinned");
  return {
    lines,
    run: will.filter((line) => line.certain).length + count("pinned"),
    mayRun: will.filter((line) => line.verdict !== "pinned" && !line.certain).length,
    reused: lines.filter((line) => line.verdict === "reused").length,
    blocked: lines.filter((line) => line.verdict === "blocked").length,
    shots: new Set(will.map((line) => line.shot)).size,
    kept: new Set(pinned.map((line) => line.shot)).size,
    ...costOf(will),
  };
}

/** Whether ordering is no use: what could run is blocked, or there is nothing, for takes that are in use, to run or to take up. */
export const isVain = ({ run, mayRun, reused, blocked }: Estimate, inUse: boolean): boolean =>
  run + mayRun === 0 && (blocked > 0 || (inUse && reused === 0));

/** What the making of lines comes to together. */
export const costOf = (lines: readonly PlanLine[]): Pick<Estimate, "seconds" | "price" | "basis"> => ({
  seconds: secondsOf(lines),
  price: priceOf(lines),
  basis: BASES.findLast((basis) => lines.some((line) => line.cost?.basis === basis)) ?? "measured",
});

const BASES: Basis[] = ["measured", "elsewhere", "guessed"];

function willRun(line: PlanLine, includeKept: boolean): boolean {
  return line.verdict === "run" || line.verdict === "may-run" || (includeKept && line.verdict === "pinned");
}

function secondsOf(lines: readonly PlanLine[]): Estimate["seconds"] {
  if (lines.some((line) => line.cost === null || line.cost.seconds === null)) return null;
  const sum = (end: End) => lines.reduce((all, line) => all + (line.cost?.seconds?.[end] ?? 0), 0);
  return { low: sum("low"), high: sum("high"), expected: sum("expected") };
}

function priceOf(lines: readonly PlanLine[]): Estimate["price"] {
  const prices = lines.flatMap((line) => line.cost?.price ?? []);
  const [first] = prices;
  if (!first || prices.some((price) => price.low.currency !== first.low.currency)) return null;
  const { currency } = first.low;
  const sum = (end: End) => ({ amount: prices.map((price) => price[end].amount).reduce(added), currency });
  return { low: sum("low"), high: sum("high"), expected: sum("expected") };
}

/** The exact sum of two decimals that are text. */
export function added(one: string, other: string): string {
  const places = Math.max(decimals(one), decimals(other));
  const sum = scaled(one, places) + scaled(other, places);
  if (places === 0) return `${sum}`;
  const digits = `${sum < 0n ? -sum : sum}`.padStart(places + 1, "0");
  return `${sum < 0n ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function decimals(amount: string): number {
  return amount.split(".")[1]?.length ?? 0;
}

function scaled(amount: string, places: number): bigint {
  return BigInt(amount.replace(".", "") + "0".repeat(places - decimals(amount)));
}

/** Lines that one reads as one; `key` tells them from others. */
export interface Group {
  key: string;
  stages: string[];
  verdict: PlanLine["verdict"];
  reason: string;
  lines: PlanLine[];
  /** The event that keeps the first of them, and where it was made. */
  since: PlanLine["since"];
  reused: PlanLine["reused"];
}

/**
 * Lines with the same stage, fate, reason and origin, or kept by the same event, by fate and then as the pipeline has
 * its stages: what one reads instead of hundreds of lines.
 */
export function byReason(lines: readonly PlanLine[], order: readonly string[]): Group[] {
  const groups = new Map<string, Group>();
  for (const line of lines) {
    const { stage, reason, since, reused } = line;
    const verdict = line.certain ? "run" : line.verdict;
    const key = [verdict, reason, since?.event ?? stage, reused?.production, reused?.name].join("|");
    const group = groups.get(key) ?? { key, stages: [], verdict, reason, lines: [], since, reused };
    group.lines.push(line);
    if (!group.stages.includes(stage)) group.stages.push(stage);
    groups.set(key, group);
  }
  const place = ({ stages }: Group) => order.indexOf(stages[0] ?? "");
  return [...groups.values()].toSorted(
    (one, other) => fate(one) - fate(other) || place(one) - place(other) || other.lines.length - one.lines.length,
  );
}

const FATES: readonly PlanLine["verdict"][] = ["run", "may-run", "blocked", "reused", "pinned"];
const fate = ({ verdict }: Group): number => FATES.indexOf(verdict);

/** The edge by which a stage waits for the shot that its own continues. */
const CONTINUES = "continues";

/**
 * Where what blocks a line can be mended: at its shot, where shots continue each other in a circle (its stages wait for
 * nothing else then), or at the stage's own model. Null for what only waits for something blocked before it.
 */
export function mendedAt({ shot, variation, behind }: PlanLine, blocked: readonly PlanLine[]): "shot" | "model" | null {
  if (behind.length > 0 && behind.every((each) => each === CONTINUES)) return "shot";
  const waits = blocked.some(
    (each) => each.shot === shot && each.variation === variation && behind.includes(each.stage),
  );
  return waits ? null : "model";
}

/** Ports that meet one fate: in how many shots they surely change, and in how many more they may. */
export interface PortFate {
  ports: string[];
  certain: number;
  perhaps: number;
}

/** What becomes of the parts of takes, what surely changes first; nothing where there is one part, or nothing to compare with. */
export function fatesOfPorts({ ports, stages }: Plan): PortFate[] {
  if (ports.length < 2 || stages.every((line) => line.new)) return [];
  const fates = new Map<string, PortFate>();
  for (const { port, certain, perhaps } of ports) {
    const key = `${certain} ${perhaps}`;
    const alike = fates.get(key) ?? { ports: [], certain, perhaps };
    alike.ports.push(port);
    fates.set(key, alike);
  }
  return [...fates.values()].toSorted((one, other) => other.certain - one.certain || other.perhaps - one.perhaps);
}
