/** A stage in the graph: its name and kind, inputs at the left, outputs at the right, each with its type. */
import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { stageName, type Kind, type Port, type Stage } from "./graph";
import { HEAD, ROW } from "./layout";
import { colourOf } from "./port-type";

export type Shown = Node<
  { stage: Stage; kind: Kind | undefined; beside: string; wrong: number; connectable: boolean },
  "stage"
>;

export function StageNode({ data: { stage, kind, beside, wrong, connectable }, selected }: NodeProps<Shown>) {
  const { t } = useTranslation("pipeline");
  return (
    <div
      className={classes(
        "size-full cursor-pointer rounded-md border bg-panel text-body text-text",
        selected ? "border-accent" : wrong > 0 ? "border-failed" : "border-line",
      )}
    >
      <div className="flex flex-col justify-center border-b border-line px-3" style={{ height: HEAD }}>
        <span className="flex items-baseline gap-2">
          <span dir="auto" className="min-w-0 flex-1 truncate text-form font-semibold first-letter:uppercase">
            {stageName(stage)}
          </span>
          {wrong > 0 && (
            <span className="shrink-0 text-label">
              <span aria-hidden className="mr-1 text-failed">
                ✕
              </span>
              {t("problems", { count: wrong })}
            </span>
          )}
        </span>
        <span className="truncate text-label text-muted" title={beside}>
          {beside}
        </span>
      </div>
      {kind?.inputs.map((port) => (
        <Row key={port.name} port={port} side="in" connectable={connectable} />
      ))}
      {kind?.outputs.map((port) => (
        <Row key={port.name} port={port} side="out" connectable={connectable} />
      ))}
    </div>
  );
}

function Row({ port, side, connectable }: { port: Port; side: "in" | "out"; connectable: boolean }) {
  return (
    <div
      className={classes("relative flex items-center gap-2 px-3", side === "out" && "flex-row-reverse")}
      style={{ height: ROW }}
    >
      <Handle
        id={port.name}
        type={side === "in" ? "target" : "source"}
        position={side === "in" ? Position.Left : Position.Right}
        isConnectable={connectable}
        className="!size-2.5 !rounded-full !border-base"
        style={{ background: colourOf(port.type) }}
      />
      <span className="truncate">{port.name.replaceAll("_", " ")}</span>
      {port.name !== port.type && <span className="truncate text-label text-muted">{port.type}</span>}
    </div>
  );
}
