/** Values of parameters as short text, a model by its name and version. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { valueText } from "../lib/value-text";
import { choiceOf, chosenOf, modelsQuery } from "./models";

const NOT_YET = "…";

/** How values read; the models are asked for only where one of the values names one, which reads "…" until they are there. */
export function useValueText(values: readonly unknown[]): (value: unknown) => string {
  const { t } = useTranslation("parameters");
  const models = useQuery({ ...modelsQuery, enabled: values.some((value) => chosenOf(value) !== null) }).data;
  return (value) => {
    const chosen = chosenOf(value);
    if (!chosen) return valueText(value);
    if (!models) return NOT_YET;
    const choice = choiceOf(models, chosen);
    if (!choice) return t("model.unknown");
    const model = t(choice.newest ? "model.newest" : "model.older", { name: choice.name, version: choice.version });
    return choice.withdrawn ? t("model.withdrawn", { model }) : model;
  };
}
