/** One axis of a grid: which parameter, and its values, in the way that its kind is written. */
import { useTranslation } from "react-i18next";
import { valueText } from "../lib/value-text";
import { Checkbox, Field, LABEL } from "../ui/field";
import { Select } from "../ui/select";
import { isChoice, NO_AXIS, optionsOf, type AxisDraft, type Parameter } from "./grid";

const NONE = "\u0000";

interface AxisFieldsProps {
  label: string;
  parameters: readonly Parameter[];
  draft: AxisDraft;
  onChange: (draft: AxisDraft) => void;
}

export function AxisFields({ label, parameters, draft, onChange }: AxisFieldsProps) {
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
      {draft.parameter && <Values parameter={draft.parameter} draft={draft} onChange={onChange} />}
    </fieldset>
  );
}

interface ValuesProps extends Pick<AxisFieldsProps, "draft" | "onChange"> {
  parameter: Parameter;
}

function Values({ parameter, draft, onChange }: ValuesProps) {
  const { t } = useTranslation("variations");
  const now = t("now", { value: valueText(parameter.value) });
  if (isChoice(parameter)) {
    const toggle = (option: string, on: boolean) =>
      onChange({ ...draft, chosen: [...draft.chosen.filter((each) => each !== option), ...(on ? [option] : [])] });
    return (
      <div role="group" aria-label={t("values")} className="flex flex-col">
        <span className={LABEL}>{t("values")}</span>
        <div className="flex flex-wrap gap-x-4">
          {optionsOf(parameter).map((option) => (
            <Checkbox
              key={option}
              isSelected={draft.chosen.includes(option)}
              onChange={(on: boolean) => toggle(option, on)}
            >
              {parameter.kind === "switch" ? valueText(option === "true") : valueText(option)}
            </Checkbox>
          ))}
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
