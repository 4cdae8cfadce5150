/** One axis of a grid: which parameter, and its values, in the way that its kind is written. */
import { useTranslation } from "react-i18next";
import type { Model } from "../parameters/models";
import { useValueText } from "../parameters/use-value-text";
import { Checkbox, Field, LABEL } from "../ui/field";
import { Select } from "../ui/select";
import { NO_AXIS, optionsOf, type AxisDraft, type Parameter } from "./grid";

const NONE = "\u0000";

interface AxisFieldsProps {
  label: string;
  parameters: readonly Parameter[];
  /** undefined while they are fetched, null where they cannot be. */
  models: readonly Model[] | undefined | null;
  draft: AxisDraft;
  onChange: (draft: AxisDraft) => void;
}

export function AxisFields({ label, parameters, models, draft, onChange }: AxisFieldsProps) {
  const { t } = useTranslation("variations");
  const options = parameters.map(({ name, label: called, stage, lock }) => ({
    value: name,
    label: [called, stage && `· ${stage.label}`, lock && `(${t("locked")})`].filter(Boolean).join(" "),
  }));
  return (
    <fieldset className="flex min-w-0 flex-1 flex-col gap-2">
      <legend className="sr-only">{label}</legend>
      <Select
        label={label}
        options={[{ value: NONE, label: t("none") }, ...options]}
        value={draft.parameter?.name ?? NONE}
        onChange={(name) => onChange({ ...NO_AXIS, parameter: parameters.find((each) => each.name === name) ?? null })}
      />
      {draft.parameter && <Values parameter={draft.parameter} models={models} draft={draft} onChange={onChange} />}
    </fieldset>
  );
}

/** Why there is nothing to choose. */
function missing(models: AxisFieldsProps["models"]) {
  if (models === undefined) return "common:loading";
  return models === null ? "parameters:model.failed" : "no-model";
}

interface ValuesProps extends Pick<AxisFieldsProps, "models" | "draft" | "onChange"> {
  parameter: Parameter;
}

function Values({ parameter, models, draft, onChange }: ValuesProps) {
  const { t } = useTranslation("variations");
  const options = optionsOf(parameter, models ?? []);
  const text = useValueText([parameter.value, ...(options ?? []).map(({ value }) => value)]);
  const now = t("now", { value: text(parameter.value) });
  if (options) {
    const toggle = (option: string, on: boolean) =>
      onChange({ ...draft, chosen: [...draft.chosen.filter((each) => each !== option), ...(on ? [option] : [])] });
    return (
      <div role="group" aria-label={t("values")} className="flex flex-col">
        <span className={LABEL}>{t("values")}</span>
        <div className="flex flex-wrap gap-x-4">
          {options.map(({ key, value }) => (
            <Checkbox key={key} isSelected={draft.chosen.includes(key)} onChange={(on: boolean) => toggle(key, on)}>
              {text(value)}
            </Checkbox>
          ))}
          {parameter.kind === "model" && options.length === 0 && (
            <span className="text-body text-muted">{t(missing(models))}</span>
          )}
        </div>
        <span className="text-label text-muted">{now}</span>
      </div>
    );
  }
  const number = parameter.kind === "integer" || parameter.kind === "decimal";
  return (
    <Field
      label={t("values")}
      value={draft.text}
      onChange={(text) => onChange({ ...draft, text })}
      rows={number ? 1 : 4}
      mono={number}
      help={`${t(number ? "values-number" : "values-text")} ${now}`}
    />
  );
}
