/** One attribute: a colour with its text, a choice of what is usual, or free text. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useDraftText } from "../../shared/drafts/use-draft";
import { classes } from "../../shared/lib/classes";
import { hexOf } from "../../shared/lib/colours";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { Select } from "../../shared/ui/select";
import { isColour, type Attribute } from "./kinds";

export interface AttributeFieldProps {
  attribute: Attribute;
  value: string;
  onChange: (text: string) => void;
  isDisabled: boolean;
  /** What is wrong with the text of a colour. */
  error: string | null;
}

const NONE = "\u0000";
const NAME = /^[a-z][a-z0-9_]{0,39}$/;

/** What an attribute is called: a usual one by its own word, any other by its name. */
export function attributeLabel(name: string, t: TFunction<"references">): string {
  return t(`attribute.${name}`, { defaultValue: name.replaceAll("_", " ") });
}

export function AttributeField({ attribute, value, onChange, isDisabled, error }: AttributeFieldProps) {
  const { t } = useTranslation("references");
  const label = attributeLabel(attribute.name, t);
  if (isColour(attribute.name))
    return (
      <ColourField
        label={label}
        hex={hexOf(value, attribute.name === "skin")}
        value={value}
        onChange={onChange}
        isDisabled={isDisabled}
        error={error}
      />
    );
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

interface ColourFieldProps extends Omit<AttributeFieldProps, "attribute"> {
  label: string;
  /** The colour that the text names, if it does. */
  hex: string | null;
}

function ColourField({ label, hex, value, onChange, isDisabled, error }: ColourFieldProps) {
  const { t } = useTranslation("references");
  return (
    <div className="flex items-start gap-1.5">
      <input
        type="color"
        aria-label={t("pick-colour", { name: label })}
        value={hex ?? "#808080"}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.value)}
        className={classes(
          "mt-[18px] h-8 w-9 shrink-0 rounded-md border bg-base p-0.5",
          hex ? "border-line" : "border-dashed border-strong opacity-50",
        )}
      />
      <Field
        label={label}
        value={value}
        onChange={onChange}
        isDisabled={isDisabled}
        placeholder={t("colour-hint")}
        error={error}
        mono
        className="min-w-0 flex-1"
      />
    </div>
  );
}

/** Adds a name that no usual attribute has. */
export function NewAttribute({ reference, onAdd }: { reference: string; onAdd: (name: string) => void }) {
  const { t } = useTranslation("references");
  const [name, setName, draft] = useDraftText(`reference/${reference}/attribute`);
  const cleaned = name.trim().toLowerCase().replaceAll(/\s+/g, "_");
  const good = NAME.test(cleaned);
  const add = () => {
    if (!good) return;
    onAdd(cleaned);
    draft.drop();
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
