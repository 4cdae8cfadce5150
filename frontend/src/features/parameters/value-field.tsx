/** The field for a parameter's value, as its kind says: text, number as text, choice or switch. */
import { useTranslation } from "react-i18next";
import { Checkbox, Field } from "../../shared/ui/field";
import { Select } from "../../shared/ui/select";
import { valueText } from "../../shared/lib/value-text";
import type { Parameter } from "./levels";

interface ValueFieldProps {
  parameter: Parameter;
  value: unknown;
  onChange: (value: unknown) => void;
  isDisabled: boolean;
  error: string | null;
}

const EMPTY = "\u0000";

export function ValueField({ parameter, value, onChange, isDisabled, error }: ValueFieldProps) {
  const { t } = useTranslation("parameters");
  if (parameter.kind === "switch") {
    return (
      <Checkbox isSelected={value === true} onChange={onChange} isDisabled={isDisabled}>
        {valueText(value === true)}
      </Checkbox>
    );
  }
  if (parameter.kind === "choice") {
    const options = parameter.options.map((option) => ({ value: option || EMPTY, label: option || t("empty-choice") }));
    return (
      <Select
        label={t("new-value")}
        options={options}
        value={String(value ?? "") || EMPTY}
        onChange={(picked) => onChange(picked === EMPTY ? "" : picked)}
        isDisabled={isDisabled}
      />
    );
  }
  const whole = parameter.kind === "integer";
  return (
    <Field
      label={t("new-value")}
      value={typeof value === "string" ? value : ""}
      onChange={(text) => onChange(whole && text.trim() === "" ? null : text)}
      rows={parameter.name === "style" ? 4 : 1}
      mono={whole}
      isDisabled={isDisabled}
      error={error}
      data-value-field
    />
  );
}
