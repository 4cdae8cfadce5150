/** The form that registers a workflow of ComfyUI: its file, then where the words of a request go and what gives the result. */
import { useState, type FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftFields } from "../../shared/drafts/use-draft";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { FileButton, FileDrop } from "../../shared/ui/file-button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Select } from "../../shared/ui/select";
import { toast } from "../../shared/ui/toast";
import { useAddWorkflow, useReadWorkflow, type Model, type ReadWorkflow } from "./queries";
import { declared, fromSuggestion, keyOf, WORDS, type Places } from "./workflow-places";

const NEW = "new";
const NONE = "none";
const EMPTY = { name: "", licence: "", of: NEW };
const RULES = { multiple: "8", frame_step: "1", frame_first: "1", longest: "0" };

interface WorkflowDialogProps {
  models: readonly Model[];
  onClose: () => void;
}

/** A file as it was opened, with what the server read in it. */
interface Opened {
  name: string;
  text: string;
  read: ReadWorkflow;
}

export function WorkflowDialog({ models, onClose }: WorkflowDialogProps) {
  const { t } = useTranslation("models");
  const [opened, setOpened] = useState<Opened | null>(null);
  const reading = useReadWorkflow();
  const open = async (file: File) => {
    const text = await file.text();
    const read = await reading.run(text);
    if (read) setOpened({ name: file.name.replace(/\.json$/i, ""), text, read });
  };
  const button = {
    label: t("workflow.open"),
    accept: [".json", "application/json"],
    isDisabled: reading.busy,
    onFile: (file: File) => void open(file),
  };
  return (
    <Dialog title={t("workflow.add")} open onClose={onClose} width="medium">
      <div className="flex flex-col gap-4">
        {opened ? (
          <FileButton {...button} label={t("workflow.open-other")} />
        ) : (
          <FileDrop {...button} text={t("workflow.help")} />
        )}
        {reading.problem !== null && <ProblemNotice error={reading.problem} inline />}
        {opened && <Declaring key={opened.text} opened={opened} models={models} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

function Declaring({ opened, models, onClose }: WorkflowDialogProps & { opened: Opened }) {
  const { t } = useTranslation("models");
  const { read } = opened;
  const { said, write, draft } = useDraftFields("workflow/new", { ...EMPTY, ...RULES });
  const [task, setTask] = useState(read.task);
  const [output, setOutput] = useState(read.output);
  const [places, setPlaces] = useState<Places>(() => fromSuggestion(read));
  const workflows = models.filter(({ backend }) => backend === "comfyui");
  const of = workflows.some(({ id }) => id === said.of) ? said.of : NEW;
  const fresh = of === NEW;
  const name = said.name || opened.name;
  const cancel = () => {
    draft.drop();
    onClose();
  };
  const add = useAddWorkflow((done) => {
    toast(t("workflow.added", { name: done.name }));
    cancel();
  });
  const numbers =
    Object.values(RULES).length &&
    Object.keys(RULES).every((rule) => /^\d{1,6}$/.test(said[rule as keyof typeof RULES]));
  const ready = Boolean(output && numbers && (!fresh || (name.trim() && said.licence.trim())));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const declaring = {
      workflow: opened.text,
      task,
      inputs: declared(places),
      output,
      multiple: Number(said.multiple),
      frame_step: Number(said.frame_step),
      frame_first: Number(said.frame_first),
      longest: Number(said.longest),
      uses: null,
      terms: null,
    };
    if (fresh) add.run({ ...declaring, name: name.trim(), licence: said.licence.trim(), version_of: null });
    else if (of) add.run({ ...declaring, name: null, licence: null, version_of: of });
  };
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      <DraftNotice draft={draft} base={{ ...EMPTY, ...RULES }} />
      <p className="text-label text-muted">
        {t("workflow.holds", {
          kinds: read.kinds.join(", "),
          weights: read.weights.join(", ") || t("workflow.no-weights"),
        })}
      </p>
      {workflows.length > 0 && (
        <Select
          label={t("form.version-of")}
          value={of}
          onChange={(id) => write({ of: id })}
          options={[
            { value: NEW, label: t("workflow.new") },
            ...workflows.map(({ id, name: called }) => ({
              value: id,
              label: t("workflow.version-of", { name: called }),
            })),
          ]}
        />
      )}
      {fresh && (
        <div className="grid grid-cols-2 gap-3">
          <Field label={t("form.name")} value={name} onChange={(text) => write({ name: text })} isRequired />
          <Field
            label={t("form.licence")}
            help={t("workflow.licence-help")}
            value={said.licence}
            onChange={(text) => write({ licence: text })}
            isRequired
          />
        </div>
      )}
      <div className="grid grid-cols-2 gap-3">
        <Select
          label={t("task")}
          value={task}
          onChange={setTask}
          options={[
            { value: "image", label: t("tasks.image") },
            { value: "video", label: t("tasks.video") },
          ]}
        />
        <Select
          label={t("workflow.output")}
          value={output || null}
          onChange={setOutput}
          options={read.nodes.map((node) => ({ value: node, label: node }))}
        />
      </div>
      <Words read={read} places={places} onChange={setPlaces} />
      <details className="rounded-md border border-line p-3 text-form">
        <summary className="cursor-default font-medium">{t("workflow.rules")}</summary>
        <div className="grid grid-cols-4 gap-3 pt-2">
          {(Object.keys(RULES) as (keyof typeof RULES)[]).map((rule) => (
            <Field
              key={rule}
              label={t(`workflow.${rule}`)}
              value={said[rule]}
              onChange={(text) => write({ [rule]: text })}
              inputMode="numeric"
              error={/^\d{1,6}$/.test(said[rule]) ? null : t("workflow.number")}
            />
          ))}
        </div>
      </details>
      {add.problem !== null && <ProblemNotice error={add.problem} inline />}
      <div className="flex justify-end gap-2">
        <Button onPress={cancel}>{t("common:cancel")}</Button>
        <Button type="submit" kind="primary" isPending={add.saving} isDisabled={!ready}>
          {t("workflow.register")}
        </Button>
      </div>
    </Form>
  );
}

interface WordsProps {
  read: ReadWorkflow;
  places: Places;
  onChange: (places: Places) => void;
}

/** One line for each word of a request: the input that it goes to. What goes to several is shown as it was suggested. */
function Words({ read, places, onChange }: WordsProps) {
  const { t } = useTranslation("models");
  const choices = read.choices.map(({ place, holds }) => ({
    value: keyOf(place),
    label: `${place.node} · ${place.input}${holds ? ` (${holds.slice(0, 40)})` : ""}`,
  }));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 font-medium">{t("workflow.inputs")}</legend>
      <p className="text-label text-muted">{t("workflow.inputs-help")}</p>
      <div className="grid grid-cols-2 gap-3">
        {WORDS.map((word) => {
          const kept = places[word] ?? [];
          const several =
            kept.length > 1 ? [{ value: kept.join("\n"), label: t("workflow.several", { count: kept.length }) }] : [];
          return (
            <Select
              key={word}
              label={t(`workflow.words.${word}`)}
              value={kept.length ? kept.join("\n") : NONE}
              onChange={(key) => onChange({ ...places, [word]: key === NONE ? [] : key.split("\n") })}
              options={[{ value: NONE, label: t("workflow.nowhere") }, ...several, ...choices]}
            />
          );
        })}
      </div>
    </fieldset>
  );
}
