/** The same stages as a graph, in columns by what lies behind them; the pointer connects outputs to inputs there. */
import {
  Background,
  Controls,
  MarkerType,
  Panel,
  ReactFlow,
  type Connection,
  type Edge,
  type NodeChange,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useMemo, type CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import {
  fitting,
  kindBeside,
  kindOf,
  sourceOf,
  sourceText,
  stageName,
  withSources,
  type Graph,
  type Kind,
} from "./graph";
import { useAppearance } from "../../shared/lib/appearance";
import { useConditionText } from "./condition-text";
import { height, places, WIDTH } from "./layout";
import type { Problem } from "./queries";
import { StageNode, type Shown } from "./stage-node";

interface GraphViewProps {
  graph: Graph;
  kinds: readonly Kind[];
  problems: readonly Problem[];
  open: string | undefined;
  onOpen: (stage: string) => void;
  onChange: ((graph: Graph) => void) | undefined;
}

const TYPES = { stage: StageNode };
const LOOK = {
  "--xy-background-color": "var(--color-base)",
  "--xy-edge-stroke": "var(--color-idle)",
  "--xy-edge-stroke-selected": "var(--color-accent)",
} as CSSProperties;

export function GraphView({ graph, kinds, problems, open, onOpen, onChange }: GraphViewProps) {
  const { t } = useTranslation("pipeline");
  const scheme = useAppearance((state) => state.scheme);
  const nodes = useNodes(graph, kinds, problems, open, onChange !== undefined);
  const edges = useMemo(() => edgesOf(graph), [graph]);
  const fits = (joined: Connection | Edge) => {
    const port = portOf(graph, kinds, joined);
    return port !== undefined && fitting(graph, kinds, joined.target, port).some((each) => isSource(each, joined));
  };
  const connect = (joined: Connection) => {
    const port = portOf(graph, kinds, joined);
    if (!port || !joined.sourceHandle) return;
    const source = `${joined.source}.${joined.sourceHandle}`;
    const before = graph.nodes.find(({ id }) => id === joined.target)?.inputs[port.name] ?? [];
    const sources = port.need === "many" ? [...new Set([...before, source])] : [source];
    onChange?.(withSources(graph, joined.target, port.name, sources));
  };
  const cut = (gone: readonly Edge[]) =>
    onChange?.(
      gone.reduce((left, edge) => {
        const [port, source] = [edge.targetHandle ?? "", edge.data?.source];
        const fed = left.nodes.find(({ id }) => id === edge.target)?.inputs[port] ?? [];
        return withSources(
          left,
          edge.target,
          port,
          fed.filter((each) => each !== source),
        );
      }, graph),
    );
  const select = (changes: readonly NodeChange<Shown>[]) => {
    for (const change of changes) if (change.type === "select" && change.selected) onOpen(change.id);
  };
  return (
    <section aria-label={t("graph.title")} className="hidden min-h-0 min-w-0 flex-1 border-l border-line lg:block">
      <ReactFlow
        key={graph.nodes.map(({ id }) => id).join(" ")}
        nodes={nodes}
        edges={edges}
        nodeTypes={TYPES}
        onNodesChange={select}
        onConnect={connect}
        isValidConnection={fits}
        onEdgesDelete={cut}
        nodesDraggable={false}
        nodesConnectable={onChange !== undefined}
        edgesFocusable={false}
        deleteKeyCode={onChange ? ["Delete", "Backspace"] : null}
        fitView
        fitViewOptions={{ padding: 0.1, maxZoom: 1 }}
        minZoom={0.2}
        colorMode={scheme}
        style={LOOK}
        ariaLabelConfig={{
          "node.a11yDescription.default": t("graph.node-help"),
          "node.a11yDescription.keyboardDisabled": t("graph.node-help"),
          "controls.ariaLabel": t("graph.controls"),
          "controls.zoomIn.ariaLabel": t("graph.closer"),
          "controls.zoomOut.ariaLabel": t("graph.further"),
          "controls.fitView.ariaLabel": t("graph.whole"),
        }}
      >
        <Background gap={24} />
        <Controls showInteractive={false} />
        <Panel position="top-right" className="text-label text-muted">
          {t("graph.continued")}
        </Panel>
      </ReactFlow>
    </section>
  );
}

function useNodes(
  graph: Graph,
  kinds: readonly Kind[],
  problems: readonly Problem[],
  open: string | undefined,
  connectable: boolean,
): Shown[] {
  const { t } = useTranslation("pipeline");
  const condition = useConditionText(graph, kinds);
  return useMemo(() => {
    const place = places(graph, kinds);
    return graph.nodes.map((stage) => {
      const wrong = problems.filter(({ node }) => node === stage.id).length;
      const beside = [kindBeside(kinds, stage), stage.when && condition(stage.when)].filter(Boolean).join(" · ");
      const size = { width: WIDTH, height: height(stage, kinds) };
      return {
        id: stage.id,
        type: "stage" as const,
        position: place.get(stage.id) ?? { x: 0, y: 0 },
        ...size,
        // The size is known: told as measured, what was measured of the handles outlives an edit.
        measured: size,
        data: { stage, kind: kindOf(kinds, stage), beside, wrong, connectable },
        selected: stage.id === open,
        deletable: false,
        ariaLabel: [stageName(stage), ...(wrong > 0 ? [t("problems", { count: wrong })] : [])].join(", "),
      };
    });
  }, [graph, kinds, problems, open, connectable, condition, t]);
}

/** A line for each source; dashed where it is of the shot that this one continues. */
function edgesOf({ nodes }: Graph): Edge[] {
  const known = new Set(nodes.map(({ id }) => id));
  return nodes.flatMap((stage) =>
    Object.entries(stage.inputs).flatMap(([port, sources]) =>
      sources.flatMap((text) => {
        const source = sourceOf(text);
        if (!source || !known.has(source.stage)) return [];
        return [
          {
            id: `${text} ${stage.id}.${port}`,
            source: source.stage,
            sourceHandle: source.port,
            target: stage.id,
            targetHandle: port,
            data: { source: text },
            markerEnd: { type: MarkerType.ArrowClosed, color: "var(--color-idle)" },
            ...(source.continues ? { style: { strokeDasharray: "6 4" } } : {}),
          },
        ];
      }),
    ),
  );
}

const portOf = (graph: Graph, kinds: readonly Kind[], { target, targetHandle }: Connection | Edge) =>
  kindOf(
    kinds,
    graph.nodes.find(({ id }) => id === target),
  )?.inputs.find(({ name }) => name === targetHandle);

const isSource = (each: Parameters<typeof sourceText>[0], { source, sourceHandle }: Connection | Edge) =>
  sourceText(each) === `${source}.${sourceHandle}`;
