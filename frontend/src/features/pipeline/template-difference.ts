/** What replacing a template would change, as lines that people read. */
import type { components } from "../../shared/api/schema";
import { valueText } from "../../shared/lib/value-text";

export type Difference = components["schemas"]["TemplateDifference"];

/** A thing that is new, gone, or another in some of its parts. */
export interface Line {
  kind: "node" | "output" | "parameter" | "about";
  name: string;
  change: "added" | "removed" | "changed";
  parts: { name: string; before: string; after: string }[];
}

interface Node {
  id: string;
  kind: string;
  label?: string;
  when?: string;
  inputs?: Record<string, string | string[]>;
}

export function linesOf(differences: readonly Difference[]): Line[] {
  return differences.map(({ field, before, after }) => {
    const [kind = "", ...rest] = field.split(":");
    const change = before === null ? "added" : after === null ? "removed" : "changed";
    if (kind === "node") return nodeLine(change, before as Node | null, after as Node | null);
    const parts = [{ name: "", before: valueText(before), after: valueText(after) }];
    return { kind: kind as Line["kind"], name: rest.join(":"), change, parts };
  });
}

function nodeLine(change: Line["change"], before: Node | null, after: Node | null): Line {
  const node = after ?? before;
  const name = node ? node.label || node.id.replaceAll("_", " ") : "";
  if (!before || !after) return { kind: "node", name, change, parts: [] };
  const [old, now] = [partsOf(before), partsOf(after)];
  const parts = [...new Set([...old.keys(), ...now.keys()])]
    .filter((part) => (old.get(part) ?? "") !== (now.get(part) ?? ""))
    .map((part) => ({ name: part, before: valueText(old.get(part)), after: valueText(now.get(part)) }));
  return { kind: "node", name, change, parts };
}

const partsOf = ({ kind, label, when, inputs = {} }: Node): Map<string, string> =>
  new Map([
    ["kind", kind],
    ["label", label ?? ""],
    ["when", when ?? ""],
    ...Object.entries(inputs).map(([port, fed]) => [port, [fed].flat().join(", ")] as const),
  ]);
