/** Where the stages of a graph stand: in columns by how many stages lie behind them, and below each other within one. */
import { behind, kindOf, type Graph, type Kind, type Stage } from "./graph";

export interface Place {
  x: number;
  y: number;
}

export const WIDTH = 210;
export const HEAD = 46;
export const ROW = 20;
const GAP = { x: 90, y: 28 };
/** Every other column stands lower, so that lines which pass by a stage are seen. */
const LOWER = 96;

/** The column of each stage: one more than the furthest that it stands on. In a circle the stage met again counts not. */
export function columns(graph: Graph): Map<string, number> {
  const stages = new Map(graph.nodes.map((stage) => [stage.id, stage]));
  const known = new Map<string, number>();
  const walk = (id: string, path: ReadonlySet<string>): number => {
    const done = known.get(id);
    if (done !== undefined) return done;
    const stage = stages.get(id);
    if (!stage || path.has(id)) return -1;
    const furthest = Math.max(-1, ...behind(graph, stage).map((each) => walk(each, new Set([...path, id]))));
    known.set(id, furthest + 1);
    return furthest + 1;
  };
  for (const { id } of graph.nodes) walk(id, new Set());
  return known;
}

/** Height of a stage: its head, and a row for each pair of ports. */
export function height(stage: Stage, kinds: readonly Kind[]): number {
  const kind = kindOf(kinds, stage);
  return HEAD + ROW * Math.max(1, (kind?.inputs.length ?? 0) + (kind?.outputs.length ?? 0)) + 8;
}

/** The upper left corner of each stage, in pixels. */
export function places(graph: Graph, kinds: readonly Kind[]): Map<string, Place> {
  const column = columns(graph);
  const filled = new Map<number, number>();
  return new Map(
    graph.nodes.map((stage) => {
      const index = column.get(stage.id) ?? 0;
      const y = filled.get(index) ?? 0;
      filled.set(index, y + height(stage, kinds) + GAP.y);
      return [stage.id, { x: index * (WIDTH + GAP.x), y: y + (index % 2) * LOWER }];
    }),
  );
}
