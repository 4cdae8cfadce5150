/** One term of a condition: how it is joined, which input it asks about, what it asks, and of what value. */
import { X } from "lucide-react";
import { Input, TextField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../shared/ui/button";
import { INPUT } from "../../shared/ui/field";
import { Select } from "../../shared/ui/select";
import { askedText, useInputName } from "./condition-text";
import { asksOf, compares, type ConditionInput, type Term } from "./conditions";

interface TermRowProps {
  number: number;
  term: Term;
  inputs: readonly ConditionInput[];
  onChoose: (input: ConditionInput) => void;
  onChange: (change: Partial<Term>) => void;
  onRemove: () => void;
}

export function TermRow({ number, term, inputs, onChoose, onChange, onRemove }: TermRowProps) {
  const { t } = useTranslation("pipeline");
  const name = useInputName();
  const known = inputs.find(({ key }) => key === term.key);
  const input = known ?? { key: term.key, label: term.key, options: [] };
  const offered = known ? inputs : [input, ...inputs];
  return (
    <li aria-label={t("when.term", { number })} className="flex flex-wrap items-center gap-1.5">
      {number > 1 && (
        <Select
          label={t("when.join")}
          labelHidden
          value={term.or ? "or" : "and"}
          onChange={(join) => onChange({ or: join === "or" })}
          options={[
            { value: "and", label: t("when.and") },
            { value: "or", label: t("when.or") },
          ]}
          className="w-20"
        />
      )}
      <Select
        label={t("when.input")}
        labelHidden
        value={term.key}
        onChange={(key) => {
          const chosen = inputs.find((each) => each.key === key);
          if (chosen && key !== term.key) onChoose(chosen);
        }}
        options={offered.map((each) => ({ value: each.key, label: name(each) }))}
        className="min-w-28 flex-1"
      />
      <Select
        label={t("when.asked")}
        labelHidden
        value={term.asks}
        onChange={(asks) => onChange({ asks, value: compares(asks) ? term.value || (input.options[0] ?? "") : "" })}
        options={asksOf(input, term.asks).map((asks) => ({ value: asks, label: askedText(input, asks, t) }))}
        className="min-w-24 flex-1"
      />
      {compares(term.asks) && <Value term={term} input={input} onChange={(value) => onChange({ value })} />}
      <IconButton label={t("when.remove", { number })} icon={<X size={14} aria-hidden />} onPress={onRemove} />
    </li>
  );
}

interface ValueProps {
  term: Term;
  input: ConditionInput;
  onChange: (value: string) => void;
}

function Value({ term, input, onChange }: ValueProps) {
  const { t } = useTranslation("pipeline");
  if (input.options.length === 0)
    return (
      <TextField
        aria-label={t("when.value")}
        value={term.value}
        maxLength={100}
        onChange={onChange}
        className="min-w-20 flex-1"
      >
        <Input dir="auto" className={`${INPUT} h-8`} />
      </TextField>
    );
  const options = input.options.includes(term.value) ? input.options : [term.value, ...input.options];
  return (
    <Select
      label={t("when.value")}
      labelHidden
      value={term.value}
      onChange={onChange}
      options={options.map((value) => ({ value, label: value }))}
      className="min-w-20 flex-1"
    />
  );
}
