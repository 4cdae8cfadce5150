/** What feeds an input of a stage: chosen from what fits it by type, one source or many. */
import { useTranslation } from "react-i18next";
import { Checkbox } from "../../shared/ui/field";
import { Select } from "../../shared/ui/select";
import { fitting, sourceText, withSources, type Graph, type Kind, type Port, type Stage } from "./graph";
import { useSourceName } from "./names";
import { PortType } from "./port-type";

interface PortFieldProps {
  graph: Graph;
  kinds: readonly Kind[];
  stage: Stage;
  port: Port;
  onChange: (graph: Graph) => void;
}

const NOTHING = "-";

export function PortField({ graph, kinds, stage, port, onChange }: PortFieldProps) {
  const { t } = useTranslation("pipeline");
  const name = useSourceName(graph);
  const fed = stage.inputs[port.name] ?? [];
  const fits = fitting(graph, kinds, stage.id, port).map(sourceText);
  const offered = [...fits, ...fed.filter((each) => !fits.includes(each))];
  const set = (sources: readonly string[]) => onChange(withSources(graph, stage.id, port.name, sources));
  const label = t("port", { port: port.name.replaceAll("_", " ") });
  const said = (text: string) => (fits.includes(text) ? name(text) : t("source.unfit", { name: name(text) }));
  return (
    <div className="flex flex-col gap-1">
      {port.need === "many" ? (
        <fieldset className="flex flex-col">
          <legend className="text-label font-medium text-muted">{label}</legend>
          {offered.map((each) => (
            <Checkbox
              key={each}
              isSelected={fed.includes(each)}
              onChange={(on) => set(on ? [...fed, each] : fed.filter((other) => other !== each))}
            >
              {said(each)}
            </Checkbox>
          ))}
          {offered.length === 0 && <p className="text-body text-muted">{t("source.none", { type: port.type })}</p>}
        </fieldset>
      ) : (
        <Select
          label={label}
          value={fed[0] ?? NOTHING}
          onChange={(value) => set(value === NOTHING ? [] : [value])}
          options={[
            { value: NOTHING, label: t("source.nothing") },
            ...offered.map((value) => ({ value, label: said(value) })),
          ]}
        />
      )}
      <p className="flex items-center gap-2 text-label text-muted">
        <PortType type={port.type} />
        {t(`need.${port.need ?? "one"}`)}
        {port.need !== "many" && offered.length === 0 && ` · ${t("source.none", { type: port.type })}`}
      </p>
    </div>
  );
}
