/** A parameter's value for reading: colours as swatches, switches in words, nothing as what nothing means. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { valueText } from "../../shared/lib/value-text";
import type { Parameter } from "./levels";
import { choiceOf, type Chosen, choicesQuery, chosenOf } from "../../shared/parameters/models";

const COLOUR = /^#[0-9a-f]{6}$/i;

export function ParameterValue({
  parameter,
  value,
  className,
}: {
  parameter: Pick<Parameter, "name" | "kind">;
  value: unknown;
  className?: string;
}) {
  const model = chosenOf(value);
  if (model) return <ModelName chosen={model} className={className} />;
  const empty = value === null || value === undefined || value === "";
  const words = typeof value === "string" ? value.split(/\s+/) : [];
  if (words.length > 0 && words.every((word) => COLOUR.test(word))) return <Swatches colours={words} />;
  return (
    <span
      className={classes(
        className,
        empty && "!font-normal text-muted",
        (parameter.kind === "integer" || parameter.kind === "decimal") && !empty && "numbers",
        "break-words",
      )}
    >
      {valueText(value)}
    </span>
  );
}

function ModelName({ chosen, className }: { chosen: Chosen; className?: string | undefined }) {
  const { t } = useTranslation("parameters");
  const { data } = useQuery(choicesQuery);
  const model = choiceOf(data ?? [], chosen);
  const text = model && t(model.newest ? "model.newest" : "model.older", { name: model.name, version: model.version });
  return <span className={classes(className, "break-words")}>{text ?? t("model.unknown")}</span>;
}

function Swatches({ colours }: { colours: readonly string[] }) {
  return (
    <span className="inline-flex flex-wrap gap-2">
      {colours.map((colour, index) => (
        <span key={`${index}${colour}`} className="numbers inline-flex items-center gap-1 text-body">
          <span aria-hidden className="size-3.5 rounded-sm border border-strong" style={{ background: colour }} />
          {colour}
        </span>
      ))}
    </span>
  );
}
