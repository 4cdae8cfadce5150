/** How far an order up to a stage reaches: which shots have something to make, and whether takes come of it. */
import type { components } from "../api/schema";

type Plan = components["schemas"]["Plan"];
type Published = components["schemas"]["PublishedPipeline"];

/** The stages of the same shot that a stage stands on, and itself. */
export function upTo({ nodes }: Pick<Published, "nodes">, stage: string): Set<string> {
  const inputs = new Map(nodes.map((node) => [node.id, Object.values(node.inputs).flat()]));
  const reached = new Set<string>();
  const waiting = [stage];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const source of inputs.get(id) ?? []) if (!source.includes(":")) waiting.push(source.split(".")[0] ?? "");
  }
  return reached;
}

/** Whether all that makes a take is made by then. */
export function makesTakes(published: Pick<Published, "nodes" | "outputs">, stage: string): boolean {
  const reached = upTo(published, stage);
  return Object.values(published.outputs).every((source) => reached.has(source.split(".")[0] ?? ""));
}

/** The shots that an order is for: those wanted of which something runs, or of which a take comes from what exists. */
export function shotsToOrder(plan: Plan, wanted: ReadonlySet<string>, takes: boolean, withKept: boolean): string[] {
  const counts = (verdict: string) =>
    verdict === "run" || verdict === "may-run" || (takes && verdict === "reused") || (withKept && verdict === "pinned");
  return [...new Set(plan.stages.filter(({ shot, verdict }) => wanted.has(shot) && counts(verdict)).map(shotOf))];
}

const shotOf = ({ shot }: { shot: string }): string => shot;

/** The shots that are approved or pinned and out of date up to there. */
export const keptShots = (plan: Plan, wanted: ReadonlySet<string>): number =>
  new Set(plan.stages.filter(({ shot, verdict }) => wanted.has(shot) && verdict === "pinned").map(shotOf)).size;
