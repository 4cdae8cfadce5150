/** One attribute: a colour with its text, a choice of what is usual, or free text. */
import type { TFunction } from "i18next";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/button";
import { Field, INPUT, LABEL } from "../../shared/ui/field";
import { Select } from "../../shared/ui/select";
import { hexOf, isColour, type Attribute } from "./kinds";

interface AttributeFieldProps {
  attribute: Attribute;
  value: string;
  onChange: (text: string) => void;
  isDisabled: boolean;
}

const NONE = "\u0000";
const NAME = /^[a-z][a-z0-9_]{0,39}$/;

/** What an attribute is called: a usual one by its own word, any other by its name. */
export function attributeLabel(name: string, t: TFunction<"references">): string {
  return t(`attribute.${name}`, { defaultValue: name.replaceAll("_", " ") });
}

export function AttributeField({ attribute, value, onChange, isDisabled }: AttributeFieldProps) {
  const { t } = useTranslation("references");
  const label = attributeLabel(attribute.name, t);
  if (isColour(attribute.name))
    return <ColourField label={label} value={value} onChange={onChange} isDisabled={isDisabled} />;
  if (!attribute.options) return <Field label={label} value={value} onChange={onChange} isDisabled={isDisabled} />;
  const known = attribute.options.includes(value) || value === "";
  const options = [
    { value: NONE, label: t("unsaid") },
    ...attribute.options.map((option) => ({ value: option, label: option })),
    ...(known ? [] : [{ value, label: value }]),
  ];
  return (
    <Select
      label={label}
      options={options}
      value={value || NONE}
      onChange={(picked) => onChange(picked === NONE ? "" : picked)}
      isDisabled={isDisabled}
    />
  );
}

function ColourField({
  label,
  value,
  onChange,
  isDisabled,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  isDisabled: boolean;
}) {
  const { t } = useTranslation("references");
  const id = useId();
  const hex = hexOf(value);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className={LABEL}>
        {label}
      </label>
      <div className="flex items-center gap-1.5">
        <input
          type="color"
          aria-label={t("pick-colour", { name: label })}
          value={hex ?? "#808080"}
          disabled={isDisabled}
          onChange={(event) => onChange(event.target.value)}
          className={
            hex
              ? "h-8 w-9 shrink-0 rounded-md border border-line bg-base p-0.5"
              : "h-8 w-9 shrink-0 rounded-md border border-dashed border-strong bg-base p-0.5 opacity-50"
          }
        />
        <input
          id={id}
          value={value}
          disabled={isDisabled}
          onChange={(event) => onChange(event.target.value)}
          placeholder={t("colour-hint")}
          className={`${INPUT} h-8 font-mono`}
        />
      </div>
    </div>
  );
}

/** Adds a name that no usual attribute has. */
export function NewAttribute({ onAdd }: { onAdd: (name: string) => void }) {
  const { t } = useTranslation("references");
  const [name, setName] = useState("");
  const cleaned = name.trim().toLowerCase().replaceAll(/\s+/g, "_");
  const good = NAME.test(cleaned);
  const add = () => {
    if (!good) return;
    onAdd(cleaned);
    setName("");
  };
  return (
    <div className="flex items-end gap-2">
      <Field
        label={t("new-attribute")}
        value={name}
        onChange={setName}
        placeholder={t("new-attribute-hint")}
        className="flex-1"
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            add();
          }
        }}
      />
      <Button isDisabled={!good} onPress={add}>
        {t("add-attribute")}
      </Button>
    </div>
  );
}
