/** A stage in the list: what it is and what feeds it; the open one with its form. */
import { ChevronRight, Play, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { classes } from "../../shared/lib/classes";
import { RunToHere } from "../../shared/ordering/run-to-here";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { useConditionText } from "./condition-text";
import { ConditionField } from "./condition-field";
import {
  changed,
  kindBeside,
  kindOf,
  stageName,
  withoutStage,
  type Graph,
  type Kind,
  type Port,
  type Stage,
} from "./graph";
import { useSourceName } from "./names";
import { PortField } from "./port-field";
import { PortType } from "./port-type";
import type { Problem } from "./queries";
import { StageSettings } from "./stage-settings";

export interface StageCardProps {
  graph: Graph;
  kinds: readonly Kind[];
  stage: Stage;
  problems: readonly Problem[];
  open: boolean;
  /** Whether plans and orders know a stage of this name and kind already. */
  published: boolean;
  onOpen: (open: boolean) => void;
  /** Without, it is only shown. */
  onChange: ((graph: Graph) => void) | undefined;
}

export function StageCard(props: StageCardProps) {
  const { stage, kinds, problems, open, onOpen } = props;
  const { t } = useTranslation("pipeline");
  const kind = kindOf(kinds, stage);
  return (
    <li
      className={classes(
        "rounded-md border bg-panel",
        open ? "border-accent" : problems.length > 0 ? "border-failed/60" : "border-line",
      )}
    >
      <h3>
        <button
          type="button"
          data-stage={stage.id}
          aria-expanded={open}
          onClick={() => onOpen(!open)}
          className="flex w-full items-center gap-2 rounded-md px-3 py-2 text-left hover:bg-raised"
        >
          <ChevronRight size={14} aria-hidden className={classes("shrink-0 text-muted", open && "rotate-90")} />
          <span dir="auto" className="min-w-0 truncate text-form font-semibold first-letter:uppercase">
            {stageName(stage)}
          </span>
          <span className="min-w-0 flex-1 truncate text-body text-muted">{kindBeside(kinds, stage)}</span>
          {problems.length > 0 && (
            <span className="shrink-0 text-body">
              <span aria-hidden className="mr-1 text-failed">
                ✕
              </span>
              {t("problems", { count: problems.length })}
            </span>
          )}
        </button>
      </h3>
      <div className={classes("flex flex-col gap-3 px-3 pb-3", open && "pt-1.5")}>
        {problems.map(({ text }) => (
          <p key={text} className="text-body">
            <span aria-hidden className="mr-1.5 text-failed">
              ✕
            </span>
            {text}
          </p>
        ))}
        {open && props.onChange ? <Form {...props} onChange={props.onChange} /> : <Told {...props} />}
        {open && props.published && <RunButton stage={stage.id} />}
        {open && <StageSettings stage={stage} kind={kind} published={props.published} />}
      </div>
    </li>
  );
}

/** Orders by what is published, whatever the draft says. */
function RunButton({ stage }: { stage: string }) {
  const { t } = useTranslation(["ordering", "pipeline"]);
  const { may } = useProduction();
  const [asking, setAsking] = useState(false);
  const { allowed, reason } = may("generate");
  useShortcut({
    id: "pipeline.run",
    label: t("open"),
    group: t("pipeline:title"),
    keys: "shift+enter",
    enabled: allowed,
    run: () => setAsking(true),
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button size="small" icon={<Play size={14} aria-hidden />} isDisabled={!allowed} onPress={() => setAsking(true)}>
        {t("open")}
      </Button>
      {!allowed && reason && <span className="text-body text-muted">{reason}</span>}
      {asking && <RunToHere stage={stage} onClose={() => setAsking(false)} />}
    </div>
  );
}

/** What feeds the stage and what it gives, as text. */
function Told({ graph, kinds, stage }: StageCardProps) {
  const { t } = useTranslation("pipeline");
  const name = useSourceName(graph);
  const condition = useConditionText(graph, kinds);
  const kind = kindOf(kinds, stage);
  const ports: readonly Port[] =
    kind?.inputs ?? Object.keys(stage.inputs).map((each) => ({ name: each, type: "", need: null }));
  return (
    <dl className="grid grid-cols-[minmax(0,7rem)_minmax(0,1fr)] gap-x-3 gap-y-1 text-body">
      {ports.map((port) => (
        <Line key={port.name} term={port.name.replaceAll("_", " ")} type={port.type}>
          {stage.inputs[port.name]?.map(name).join(", ") || <span className="text-muted">{t("source.nothing")}</span>}
        </Line>
      ))}
      {kind && (
        <Line term={t("gives")}>
          <span className="flex flex-wrap gap-x-3">
            {kind.outputs.map((port) => (
              <span key={port.name} className="inline-flex items-center gap-1.5">
                {port.name.replaceAll("_", " ")} <PortType type={port.type} />
              </span>
            ))}
          </span>
        </Line>
      )}
      <Line term={t("when.short")}>{condition(stage.when)}</Line>
    </dl>
  );
}

function Line({ term, type, children }: { term: string; type?: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-2 break-words">
        {children}
        {type && <PortType type={type} />}
      </dd>
    </>
  );
}

function Form({ graph, kinds, stage, onChange }: StageCardProps & { onChange: (graph: Graph) => void }) {
  const { t } = useTranslation("pipeline");
  const kind = kindOf(kinds, stage);
  return (
    <div className="flex flex-col gap-3">
      <Field
        label={t("label")}
        help={t("label-help", { id: stage.id })}
        value={stage.label}
        maxLength={200}
        placeholder={stageName({ ...stage, label: "" })}
        onChange={(label) => onChange(changed(graph, stage.id, { label }))}
      />
      {kind?.inputs.map((port) => (
        <PortField key={port.name} graph={graph} kinds={kinds} stage={stage} port={port} onChange={onChange} />
      ))}
      <ConditionField
        graph={graph}
        kinds={kinds}
        when={stage.when}
        onChange={(when) => onChange(changed(graph, stage.id, { when }))}
      />
      <Button
        kind="danger"
        size="small"
        className="self-start"
        icon={<Trash2 size={14} aria-hidden />}
        onPress={() => onChange(withoutStage(graph, stage.id))}
      >
        {t("remove")}
      </Button>
    </div>
  );
}
