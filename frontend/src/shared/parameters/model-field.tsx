/** The field for a model: those that are registered for the stage's task, each version of its own. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";
import { Select } from "../ui/select";
import { choicesOf, chosenFrom, chosenOf, keyOf, modelsQuery } from "./models";
import { useValueText } from "./use-value-text";

type Parameter = components["schemas"]["Parameter"];

const NONE = "none";

interface ModelFieldProps {
  parameter: Parameter;
  value: unknown;
  onChange: (value: unknown) => void;
  isDisabled: boolean;
  error: string | null;
}

export function ModelField({ parameter, value, onChange, isDisabled, error }: ModelFieldProps) {
  const { t } = useTranslation("parameters");
  const { data, isError } = useQuery(modelsQuery);
  const chosen = chosenOf(value);
  const choices = choicesOf(data ?? [], parameter.options, chosen);
  const text = useValueText([value]);
  const other = chosen && !choices.some((each) => keyOf(each) === keyOf(chosen));
  const options = [
    { value: NONE, label: t("empty-choice") },
    ...choices.map((each) => ({ value: keyOf(each), label: text(each) })),
    ...(other ? [{ value: keyOf(chosen), label: text(chosen) }] : []),
  ];
  return (
    <>
      <Select
        label={t("new-value")}
        options={options}
        value={chosen ? keyOf(chosen) : NONE}
        onChange={(picked) => onChange(picked === NONE ? null : chosenFrom(picked))}
        isDisabled={isDisabled}
      />
      {isError && <p className="text-body text-muted">{t("model.failed")}</p>}
      {data && choices.length === 0 && (
        <p className="text-body text-muted">
          {t("model.empty")}{" "}
          <Link to={"/models" as "/productions"} className="text-accent hover:underline">
            {t("model.register")}
          </Link>
        </p>
      )}
      {error && <p className="text-body text-danger">{error}</p>}
    </>
  );
}
