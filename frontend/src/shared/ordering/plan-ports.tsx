/** What becomes of the parts of takes by a plan: "picture and sound would change in 3 shots; captions as they were". */
import { useTranslation } from "react-i18next";
import { usePortNames } from "../verdicts/port-names";
import { isSeveral } from "../verdicts/ports";
import { fatesOfPorts, type Plan } from "./estimate";
import "./words";

/** Nothing where takes have one part, or where nothing was made that could be compared. */
export function PlanPorts({ plan }: { plan: Plan }) {
  const { t } = useTranslation("ordering");
  const names = usePortNames();
  const alone = new Set(plan.stages.map(({ shot }) => shot)).size === 1;
  const told = fatesOfPorts(plan).map(({ ports: of, certain, perhaps }) => {
    const ports = names(of);
    if (certain + perhaps === 0) return t("ports.same", { ports, count: isSeveral(of) ? 2 : 1 });
    if (alone) return t(certain > 0 ? "ports.would-here" : "ports.may-here", { ports });
    if (certain === 0) return t("ports.may", { ports, count: perhaps });
    const surely = t("ports.would", { ports, count: certain });
    return perhaps > 0 ? t("ports.more", { surely, count: perhaps }) : surely;
  });
  return told.length > 0 && <p className="text-form first-letter:uppercase">{told.join("; ")}.</p>;
}
