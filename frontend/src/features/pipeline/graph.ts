/** Graphs of stages as plain data: what feeds what, what would fit a port, and the edits of a draft. */
import type { components } from "../../shared/api/schema";

export type Stage = components["schemas"]["StageNode"];
export type Kind = components["schemas"]["StageKind"];
export type Port = components["schemas"]["Port"];

export interface Graph {
  nodes: readonly Stage[];
  outputs: Readonly<Record<string, string>>;
}

/** An output of a stage, of the same shot or of the one that the shot continues. */
export interface Source {
  continues: boolean;
  stage: string;
  port: string;
}

const SOURCE = /^(continues:)?(\w+)\.(\w+)$/;
const LONGEST_ID = 40;

/** Reads `stage.output` or `continues:stage.output`; null for what is neither. */
export function sourceOf(text: string): Source | null {
  const [, continues, stage, port] = SOURCE.exec(text) ?? [];
  return stage && port ? { continues: continues !== undefined, stage, port } : null;
}

export const sourceText = ({ continues, stage, port }: Source): string =>
  `${continues ? "continues:" : ""}${stage}.${port}`;

export const stageName = ({ id, label }: Pick<Stage, "id" | "label">): string => label || id.replaceAll("_", " ");

export const kindOf = (kinds: readonly Kind[], stage: Stage | undefined): Kind | undefined =>
  kinds.find(({ name }) => name === stage?.kind);

/** What its kind is called, to stand beside its name; nothing where that says the same. */
export function kindBeside(kinds: readonly Kind[], stage: Stage): string {
  const label = kindOf(kinds, stage)?.label || stage.kind.replaceAll("_", " ");
  return label.toLowerCase() === stageName(stage).toLowerCase() ? "" : label;
}

/** The stages that a stage stands on within the shot, by their ids; those that there are not are left out. */
export function behind({ nodes }: Graph, stage: Stage): string[] {
  const known = new Set(nodes.map(({ id }) => id));
  const fed = Object.values(stage.inputs).flat().map(sourceOf);
  return [...new Set(fed.flatMap((each) => (each && !each.continues && known.has(each.stage) ? [each.stage] : [])))];
}

/** The stage and all that stand on it within the shot, directly or through others. */
function onTopOf(graph: Graph, id: string): Set<string> {
  const above = new Set([id]);
  for (let before = 0; before !== above.size;) {
    before = above.size;
    for (const stage of graph.nodes) if (behind(graph, stage).some((each) => above.has(each))) above.add(stage.id);
  }
  return above;
}

/** What can feed a port: outputs of its type, of the same shot where that closes no circle, or of the one before. */
export function fitting(graph: Graph, kinds: readonly Kind[], id: string, port: Port): Source[] {
  const above = onTopOf(graph, id);
  const outputs = graph.nodes.flatMap((stage) =>
    (kindOf(kinds, stage)?.outputs ?? [])
      .filter(({ type }) => type === port.type)
      .map(({ name }) => ({ stage: stage.id, port: name })),
  );
  return [
    ...outputs.filter(({ stage }) => !above.has(stage)).map((each) => ({ ...each, continues: false })),
    ...outputs.map((each) => ({ ...each, continues: true })),
  ];
}

/** An id for a new stage of a kind: its name, with a number behind where that is taken. */
export function freeId({ nodes }: Graph, kind: string): string {
  const taken = new Set(nodes.map(({ id }) => id));
  let id = kind;
  for (let number = 2; taken.has(id); number++) id = `${kind.slice(0, LONGEST_ID - 4)}_${number}`;
  return id;
}

/** A stage of a kind more; what it needs is fed by the last stage that fits. */
export function withStage(graph: Graph, kinds: readonly Kind[], kind: Kind): [Graph, string] {
  const id = freeId(graph, kind.name);
  const nodes = [...graph.nodes, { id, kind: kind.name, label: "", when: "", inputs: {} }];
  const inputs = kind.inputs.flatMap((port) => {
    const source = fitting({ ...graph, nodes }, kinds, id, port).findLast(({ continues }) => !continues);
    return port.need === "one" && source ? [[port.name, [sourceText(source)]] as [string, string[]]] : [];
  });
  return [changed({ ...graph, nodes }, id, { inputs: Object.fromEntries(inputs) }), id];
}

/** The graph without a stage, and without what it fed. */
export function withoutStage({ nodes, outputs }: Graph, id: string): Graph {
  const stays = (text: string) => sourceOf(text)?.stage !== id;
  return {
    nodes: nodes
      .filter((stage) => stage.id !== id)
      .map((stage) => ({
        ...stage,
        inputs: fed(Object.entries(stage.inputs).map(([port, sources]) => [port, sources.filter(stays)])),
      })),
    outputs: Object.fromEntries(Object.entries(outputs).filter(([, source]) => stays(source))),
  };
}

export function changed(graph: Graph, id: string, change: Partial<Stage>): Graph {
  return { ...graph, nodes: graph.nodes.map((stage) => (stage.id === id ? { ...stage, ...change } : stage)) };
}

/** The graph with other sources of a port; none leaves the port unfed. */
export function withSources(graph: Graph, id: string, port: string, sources: readonly string[]): Graph {
  const stage = graph.nodes.find((each) => each.id === id);
  if (!stage) return graph;
  return changed(graph, id, { inputs: fed(Object.entries({ ...stage.inputs, [port]: [...sources] })) });
}

export function withOutput(graph: Graph, name: string, source: string | null): Graph {
  const { [name]: _, ...rest } = graph.outputs;
  return { ...graph, outputs: source === null ? rest : { ...graph.outputs, [name]: source } };
}

/** Every output that there is, as a source within the shot. */
export const allOutputs = ({ nodes }: Graph, kinds: readonly Kind[]): Source[] =>
  nodes.flatMap((stage) =>
    (kindOf(kinds, stage)?.outputs ?? []).map(({ name }) => ({ stage: stage.id, port: name, continues: false })),
  );

/** Whether two graphs say the same, however their parts are ordered within a stage. */
export const same = (one: Graph, other: Graph): boolean => canonical(one) === canonical(other);

/** The stages, by name, in which two graphs differ. */
export function differing(one: Graph, other: Graph): string[] {
  const text = (graph: Graph) => new Map(graph.nodes.map((stage) => [stage.id, canonical(stage)]));
  const [left, right] = [text(one), text(other)];
  const names = new Map([...one.nodes, ...other.nodes].map((stage) => [stage.id, stageName(stage)]));
  return [...names].filter(([id]) => left.get(id) !== right.get(id)).map(([, name]) => name);
}

const fed = (inputs: readonly (readonly [string, string[]])[]): Record<string, string[]> =>
  Object.fromEntries(inputs.filter(([, sources]) => sources.length > 0));

const canonical = (thing: unknown): string =>
  JSON.stringify(thing, (_, value: unknown) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
