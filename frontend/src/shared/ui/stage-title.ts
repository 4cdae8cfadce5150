/** Stages as people call them. */
import { useQuery } from "@tanstack/react-query";
import { pipelineQuery } from "../api/pipeline";
import { useProduction } from "../routing/use-production";

/** What a stage is called at the head of its column; one that the pipeline no longer has goes by its id, in words. */
export function useStageTitle(): (stage: string) => string {
  const { id } = useProduction();
  const nodes = useQuery(pipelineQuery(id)).data?.published.nodes;
  return (stage) => {
    const label = nodes?.find((node) => node.id === stage)?.label || stage.replaceAll("_", " ");
    return label.slice(0, 1).toUpperCase() + label.slice(1);
  };
}
