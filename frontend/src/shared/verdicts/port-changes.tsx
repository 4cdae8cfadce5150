/** What would become of a take that is out of date, where it has several parts: "picture as it was; sound changes". */
import { useTranslation } from "react-i18next";
import { usePortNames } from "./port-names";
import { isSeveral, partsOf, type TakePort } from "./ports";

/** The sentence; empty where there is nothing to tell apart. */
export function usePortChanges(): (ports: readonly TakePort[]) => string {
  const { t } = useTranslation("player");
  const names = usePortNames();
  return (ports) => {
    const parts = partsOf(ports).filter(({ change }) => change !== null);
    if (parts.length < 2) return "";
    return parts
      .map(({ ports, change }) => t(`ports.change.${change}`, { ports: names(ports), count: isSeveral(ports) ? 2 : 1 }))
      .join("; ");
  };
}

export function PortChanges({ ports, className }: { ports: readonly TakePort[]; className?: string }) {
  const words = usePortChanges()(ports);
  return words ? <span className={className}>{words}</span> : null;
}
