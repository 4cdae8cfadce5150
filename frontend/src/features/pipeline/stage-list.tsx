/** The stages as a list: the way to read and change them that needs no pointer. */
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { Section } from "../../shared/ui/section";
import type { Graph, Kind } from "./graph";
import type { Problem } from "./queries";
import { StageCard } from "./stage-card";

interface StageListProps {
  graph: Graph;
  kinds: readonly Kind[];
  problems: readonly Problem[];
  published: Graph;
  open: string | undefined;
  onOpen: (stage: string | undefined) => void;
  onChange: ((graph: Graph) => void) | undefined;
}

export function StageList({ graph, kinds, problems, published, open, onOpen, onChange }: StageListProps) {
  const { t } = useTranslation("pipeline");
  useStageKeys(graph, open, onOpen);
  return (
    <Section title={t("stages")}>
      <ol className="flex flex-col gap-2">
        {graph.nodes.map((stage) => (
          <StageCard
            key={stage.id}
            graph={graph}
            kinds={kinds}
            stage={stage}
            problems={problems.filter(({ node }) => node === stage.id)}
            open={stage.id === open}
            published={published.nodes.some(({ id, kind }) => id === stage.id && kind === stage.kind)}
            onOpen={(on) => onOpen(on ? stage.id : undefined)}
            onChange={onChange}
          />
        ))}
      </ol>
    </Section>
  );
}

/** J and K walk the stages; whichever is opened, from the graph too, is brought into sight. */
function useStageKeys(graph: Graph, open: string | undefined, onOpen: (stage: string) => void): void {
  const { t } = useTranslation("pipeline");
  const walked = useRef(false);
  const step = (by: number) => {
    const index = graph.nodes.findIndex(({ id }) => id === open);
    const next = graph.nodes[index === -1 ? 0 : Math.min(Math.max(index + by, 0), graph.nodes.length - 1)];
    walked.current = true;
    if (next) onOpen(next.id);
  };
  useEffect(() => {
    const head = document.querySelector<HTMLElement>(`[data-stage="${CSS.escape(open ?? "")}"]`);
    if (walked.current) head?.focus({ preventScroll: true });
    head?.closest("li")?.scrollIntoView({ block: "nearest" });
    walked.current = false;
  }, [open]);
  useShortcut({ id: "pipeline.next", label: t("next"), group: t("title"), keys: "j", run: () => step(1) });
  useShortcut({ id: "pipeline.previous", label: t("previous"), group: t("title"), keys: "k", run: () => step(-1) });
}
