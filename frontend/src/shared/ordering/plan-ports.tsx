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
  const told = fatesOfPorts(plan).map(({ fate, ports, shots }) =>
    fate === "same"
      ? t("ports.same", { ports: names(ports), count: isSeveral(ports) ? 2 : 1 })
      : t(alone ? `ports.${fate}-here` : `ports.${fate}`, { ports: names(ports), count: shots }),
  );
  return told.length > 0 && <p className="text-form first-letter:uppercase">{told.join("; ")}.</p>;
}
