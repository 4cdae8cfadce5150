/** What makes the take: names, and the outputs of stages that stand for them. */
import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { Button, IconButton } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { Section } from "../../shared/ui/section";
import { Select } from "../../shared/ui/select";
import { allOutputs, sourceText, withOutput, type Graph, type Kind } from "./graph";
import { useSourceName } from "./names";

interface OutputsProps {
  graph: Graph;
  kinds: readonly Kind[];
  onChange: ((graph: Graph) => void) | undefined;
}

export function Outputs({ graph, kinds, onChange }: OutputsProps) {
  const { t } = useTranslation("pipeline");
  const name = useSourceName(graph);
  const entries = Object.entries(graph.outputs);
  const sources = allOutputs(graph, kinds).map(sourceText);
  return (
    <Section title={t("outputs.title")}>
      <p className="mb-2 text-body text-muted">{t("outputs.text")}</p>
      <ul className="flex flex-col gap-2">
        {entries.map(([output, source]) => (
          <li key={output} className="flex items-end gap-1 text-body">
            {onChange ? (
              <>
                <Select
                  label={output}
                  value={source}
                  options={[...new Set([...sources, source])].map((value) => ({ value, label: name(value) }))}
                  onChange={(value) => onChange(withOutput(graph, output, value))}
                  className="min-w-0 flex-1"
                />
                <IconButton
                  label={t("outputs.remove", { name: output })}
                  icon={<X size={14} aria-hidden />}
                  onPress={() => onChange(withOutput(graph, output, null))}
                />
              </>
            ) : (
              <>
                <span className="w-28 shrink-0 text-muted">{output}</span>
                {name(source)}
              </>
            )}
          </li>
        ))}
        {entries.length === 0 && <li className="text-body text-muted">{t("outputs.none")}</li>}
      </ul>
      {onChange && sources[0] && (
        <NewOutput
          key={entries.length}
          taken={Object.keys(graph.outputs)}
          onAdd={(output) => onChange(withOutput(graph, output, sources.at(-1) ?? null))}
        />
      )}
    </Section>
  );
}

function NewOutput({ taken, onAdd }: { taken: readonly string[]; onAdd: (name: string) => void }) {
  const { t } = useTranslation("pipeline");
  const usual = taken.includes("master") ? "" : "master";
  const draft = useDraft<string>("pipeline/output", null);
  const name = draft.value ?? usual;
  const again = taken.includes(name.trim());
  const ready = name.trim() !== "" && !again;
  return (
    <form
      className="mt-3 flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        onAdd(name.trim());
        draft.drop();
      }}
    >
      <DraftNotice draft={draft} base={null} className="basis-full" />
      <Field
        label={t("outputs.new")}
        value={name}
        onChange={(text) => draft.write(text === usual ? undefined : text)}
        maxLength={200}
        error={again ? t("outputs.taken") : null}
        className="min-w-0 flex-1"
      />
      <Button type="submit" isDisabled={!ready} icon={<Plus size={14} aria-hidden />}>
        {t("outputs.add")}
      </Button>
    </form>
  );
}
