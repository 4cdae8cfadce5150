/** What happened, as people tell it: their acts one by one, and what machines did between two of them as one line. */
import type { components } from "../../shared/api/schema";

type LogEvent = components["schemas"]["LogEvent"];

export type Line = { kind: "act"; event: LogEvent } | { kind: "work"; events: readonly LogEvent[] };

/** Whether a worker did it, on behalf of the person who ordered it. */
const byMachine = (event: LogEvent): boolean => event.meta.worker !== undefined;

/** Events in the order in which they come, with machine work folded. */
export function folded(events: readonly LogEvent[]): Line[] {
  const lines: Line[] = [];
  for (const event of events) {
    const last = lines.at(-1);
    if (!byMachine(event)) lines.push({ kind: "act", event });
    else if (last?.kind === "work") lines[lines.length - 1] = { kind: "work", events: [...last.events, event] };
    else lines.push({ kind: "work", events: [event] });
  }
  return lines;
}

/** How many takes came of it, how many steps, and how many of these failed. */
export function tally(events: readonly LogEvent[]): { takes: number; steps: number; failed: number } {
  const count = (type: string) => events.filter((event) => event.type === type).length;
  return { takes: count("take.made"), steps: count("job.done"), failed: count("job.failed") };
}

const once = (names: readonly string[]) => [...new Set(names)].join(", ");

/** Those who did it and those for whom, each once; one who was erased has no name. */
export function signed(events: readonly LogEvent[], erased: string): { workers: string; people: string } {
  return {
    workers: once(events.map(({ meta }) => meta.worker ?? "")),
    people: once(events.map(({ actor }) => actor.name || erased)),
  };
}
