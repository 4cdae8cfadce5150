/** `u` anywhere in a production takes back what one did last, again and again; `shift+u` does it again. Each after a look. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { useShortcut } from "../../shared/keys/registry";
import { lazyPart } from "../../shared/routing/lazy-part";
import { useProduction } from "../../shared/routing/use-production";
import { toast } from "../../shared/ui/toast";
import { stepsQuery, type Step, type Way } from "./reverting";

const RevertSheet = lazyPart(() => import("./revert-sheet"), "RevertSheet", null);

export function UndoKey() {
  const { t } = useTranslation("history");
  const { id, may, production } = useProduction();
  const queries = useQueryClient();
  const [step, setStep] = useState<Step | null>(null);
  const find = async (way: Way) => {
    const steps = await queries.fetchQuery(stepsQuery(id));
    const found = steps[way];
    setStep(found && { ...found, way });
    if (way === "undo" && steps.stays) toast(t("revert.stays", steps.stays));
    else if (!found) toast(t(`revert.none-left-${way}`, { name: production?.name }));
  };
  const take = (way: Way) =>
    void find(way).catch((error: unknown) => toast(asProblem(error).message, { kind: "problem" }));
  const common = { group: t("common:groups.page"), enabled: may("add_shot").allowed };
  useShortcut({ id: "own.undo", label: t("revert.own-undo"), keys: "u", run: () => take("undo"), ...common });
  useShortcut({ id: "own.redo", label: t("revert.own-redo"), keys: "shift+u", run: () => take("redo"), ...common });
  if (!step) return null;
  const asked = { act: "undo", command: step.command } as const;
  return <RevertSheet key={step.command} asked={asked} step={step} onStep={take} onClose={() => setStep(null)} />;
}
