/** All templates: taken into the draft, written to files and read from them; one's own are changed and withdrawn. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Dialog } from "../../shared/ui/dialog";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { FileButton } from "./file-button";
import { importTemplate, type Pipeline, type PipelineFile, type Template } from "./queries";
import { TemplateRow } from "./template-row";
import type { Editing } from "./use-editing";

interface TemplatesDialogProps {
  pipeline: Pipeline;
  editing: Editing;
  onClose: () => void;
}

export function TemplatesDialog({ pipeline, editing, onClose }: TemplatesDialogProps) {
  const { t } = useTranslation("pipeline");
  const take = ({ nodes, outputs }: Template) => {
    editing.change({ nodes, outputs });
    onClose();
  };
  const [replacing, setReplacing] = useState<{ name: string; file: PipelineFile } | null>(null);
  const bring = useImport(pipeline.templates, (name, file) => setReplacing({ name, file }));
  return (
    <Dialog title={t("templates.all")} open onClose={onClose} width="medium">
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 text-form text-muted">{t("templates.text")}</p>
        <FileButton size="small" label={t("templates.import")} onFile={bring.open} />
      </div>
      {bring.problem && (
        <div className="mb-3">
          <ProblemNotice error={bring.problem} inline />
        </div>
      )}
      <ul className="flex flex-col gap-2">
        {pipeline.templates.map((template) => (
          <TemplateRow
            key={template.name}
            template={template}
            by={replacing?.name === template.name ? replacing.file : null}
            onReplaced={() => setReplacing(null)}
            onTake={editing.may.allowed ? () => take(template) : undefined}
          />
        ))}
      </ul>
    </Dialog>
  );
}

/** A file becomes a template; one whose title is that of a template of one's own is first compared with that. */
function useImport(templates: readonly Template[], onReplace: (name: string, file: PipelineFile) => void) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  const command = useCommand({
    call: (file: PipelineFile, key) => importTemplate(file, key),
    onDone: ({ title }) => toast(t("templates.imported", { title })),
    renews: [keys.templates, keys.pipeline(id)],
  });
  const open = (file: PipelineFile) => {
    const title = String(file.title).trim().toLowerCase();
    const known = templates.find((each) => each.title.toLowerCase() === title && each.can.change.allowed);
    command.reset();
    if (known) onReplace(known.name, file);
    else command.run(file);
  };
  return { open, problem: command.problem };
}
