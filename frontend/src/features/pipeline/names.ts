/** How sources are called in words. */
import { useTranslation } from "react-i18next";
import { sourceOf, stageName, type Graph } from "./graph";

/** Names a source: "Motion: last frame", or "Motion: last frame, of the shot that it continues". */
export function useSourceName(graph: Graph): (text: string) => string {
  const { t } = useTranslation("pipeline");
  return (text) => {
    const source = sourceOf(text);
    if (!source) return t("source.unread", { text });
    const stage = graph.nodes.find(({ id }) => id === source.stage);
    const name = t("source.name", {
      stage: stage ? stageName(stage) : source.stage,
      port: source.port.replaceAll("_", " "),
    });
    return source.continues ? t("source.continues", { name }) : name;
  };
}
