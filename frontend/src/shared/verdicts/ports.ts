/** What a take holds, by port: which of it a verdict is about, and what of it would come out other. Ports with the same content are one. */
import type { components } from "../api/schema";

export type TakePort = components["schemas"]["TakePort"];

/** Ports of one content, which are judged together. */
export interface Part {
  ports: readonly string[];
  state: TakePort["state"];
  change: TakePort["change"];
  approvedBy: string | null;
  approvedAt: string | null;
}

/** What there is to say of a take by port; new ports come last, by themselves. */
export function partsOf(ports: readonly TakePort[]): Part[] {
  const parts = new Map<string, Part & { ports: string[] }>();
  for (const each of ports) {
    const known = parts.get(each.content ?? each.port);
    if (known) known.ports.push(each.port);
    else
      parts.set(each.content ?? each.port, {
        ports: [each.port],
        state: each.state,
        change: each.change,
        approvedBy: each.approved_by?.name ?? null,
        approvedAt: each.approved_at,
      });
  }
  return [...parts.values()];
}

/** The parts that the take has: what people can judge. One alone needs no words of its own. */
export const heldParts = (ports: readonly TakePort[]): Part[] =>
  partsOf(ports.filter(({ content }) => content !== null));

/** Whether a verdict would leave some of the take out, because it is approved already. */
export const coversPart = (ports: readonly TakePort[], covers: readonly string[]): boolean =>
  covers.length > 0 && heldParts(ports).some((part) => !part.ports.some((port) => covers.includes(port)));

/** Whether one speaks of ports as of many: the captions change. */
export const isSeveral = (ports: readonly string[]): boolean => ports.length > 1 || ports[0]?.endsWith("s") === true;
