/** Values of parameters as short text, a model by its name and version, LoRAs with their scales. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { valueText } from "../lib/value-text";
import { gradeText } from "./grading/values";
import { choiceOf, chosenOf, modelsQuery, scaledOf, type Chosen, type Model } from "./models";

const NOT_YET = "…";

/** How values read; the models are asked for only where one of the values names one, which reads "…" until they are there. */
export function useValueText(values: readonly unknown[]): (value: unknown) => string {
  const { t } = useTranslation("parameters");
  const models = useQuery({ ...modelsQuery, enabled: values.some(namesModels) }).data;
  const called = (chosen: Chosen, known: readonly Model[]): string => {
    const choice = choiceOf(known, chosen);
    if (!choice) return t("model.unknown");
    const model = t(choice.newest ? "model.newest" : "model.older", { name: choice.name, version: choice.version });
    return choice.withdrawn ? t("model.withdrawn", { model }) : model;
  };
  return (value) => {
    if (!namesModels(value)) return gradeText(value) ?? valueText(value);
    if (!models) return NOT_YET;
    const chosen = chosenOf(value);
    if (chosen) return called(chosen, models);
    return (scaledOf(value) ?? []).map((each) => `${called(each, models)} × ${each.scale}`).join(", ");
  };
}

/** Whether a value names a model, or lists LoRAs. */
export const namesModels = (value: unknown): boolean => chosenOf(value) !== null || scaledOf(value) !== null;
