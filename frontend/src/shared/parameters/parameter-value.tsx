/** A parameter's value for reading: colours as swatches, switches in words, models by name, nothing as what nothing means. */
import type { components } from "../api/schema";
import { classes } from "../lib/classes";
import { useValueText } from "./use-value-text";

const COLOUR = /^#[0-9a-f]{6}$/i;

interface ParameterValueProps {
  parameter: Pick<components["schemas"]["Parameter"], "kind">;
  value: unknown;
  className?: string;
}

export function ParameterValue({ parameter, value, className }: ParameterValueProps) {
  const text = useValueText([value]);
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
      {text(value)}
    </span>
  );
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
