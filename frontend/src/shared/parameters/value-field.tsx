/** The field for a parameter's value, as its kind says: text, number as text, choice, switch, model, LoRAs, or what a grade goes by. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";
import { valueText } from "../lib/value-text";
import { Checkbox, Field } from "../ui/field";
import { Select } from "../ui/select";
import { CdlField } from "./grading/cdl-field";
import { LutField } from "./grading/lut-field";
import { LorasField } from "./loras-field";
import { ModelField } from "./model-field";

type Parameter = components["schemas"]["Parameter"];

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
  if (parameter.kind === "model") {
    return <ModelField {...{ parameter, value, onChange, isDisabled, error }} />;
  }
  if (parameter.kind === "loras") {
    return <LorasField {...{ parameter, value, onChange, isDisabled, error }} />;
  }
  if (parameter.kind === "lut") {
    return <LutField {...{ value, onChange, isDisabled, error }} />;
  }
  if (parameter.kind === "cdl") {
    return <CdlField {...{ value, onChange, isDisabled, error }} />;
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
  const number = parameter.kind === "integer" || parameter.kind === "decimal";
  // Only the production's own number, the seed, may be none at all.
  const none = number && parameter.stage === null;
  return (
    <Field
      label={t("new-value")}
      value={typeof value === "string" ? value : ""}
      onChange={(text) => onChange(none && text.trim() === "" ? null : text)}
      help={rangeText(parameter, t)}
      rows={parameter.name === "style" ? 4 : 1}
      mono={number}
      inputMode={number ? (parameter.kind === "integer" ? "numeric" : "decimal") : "text"}
      isDisabled={isDisabled}
      error={error}
      data-value-field
    />
  );
}

/** The bounds of a number in words; nothing where it has none. */
function rangeText({ least, most }: Parameter, t: TFunction): string | undefined {
  if (least !== null && most !== null) return t("range.both", { least, most });
  if (least !== null) return t("range.least", { least });
  return most === null ? undefined : t("range.most", { most });
}
