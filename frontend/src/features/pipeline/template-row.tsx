/** A template in the list: taken, exported, and one's own renamed, replaced and withdrawn. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { saveFile } from "../../shared/downloads/save-file";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { stageName } from "./graph";
import { withdrawTemplate, type Own, type PipelineFile, type Replacement, type Template } from "./queries";
import { ReplaceTemplate } from "./replace-template";
import { RenameTemplate } from "./template-form";

interface TemplateRowProps {
  template: Template;
  /** A file of the same title, which may replace it. */
  by: PipelineFile | null;
  onReplaced: () => void;
  onTake: (() => void) | undefined;
}

export function TemplateRow({ template, by, onReplaced, onTake }: TemplateRowProps) {
  const { t } = useTranslation("pipeline");
  const [doing, setDoing] = useState<"rename" | "replace" | "withdraw" | null>(null);
  const [chosen, setChosen] = useState<Replacement | null>(null);
  const replacement = by ? { file: by } : chosen;
  const stop = () => {
    setDoing(null);
    setChosen(null);
    onReplaced();
  };
  const { id, version, can } = template;
  const own: Own | null = id === null ? null : { id, version };
  return (
    <li className="flex flex-col gap-2 rounded-md border border-line px-3 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <h3 dir="auto" className="min-w-0 flex-1 text-form font-semibold break-words">
          {template.title}
        </h3>
        {own && can.change.allowed && (
          <Button size="small" kind="quiet" onPress={() => setDoing("rename")}>
            {t("templates.rename")}
          </Button>
        )}
        {own && can.change.allowed && (
          <Button size="small" kind="quiet" onPress={() => setDoing("replace")}>
            {t("replace.open")}
          </Button>
        )}
        {own && can.withdraw.allowed && (
          <Button size="small" kind="quiet" onPress={() => setDoing("withdraw")}>
            {t("templates.withdraw")}
          </Button>
        )}
        <Button
          size="small"
          kind="quiet"
          onPress={() => saveFile(`/api/v1/templates/${template.name}/file/`, `${template.name}.json`)}
          aria-label={t("templates.export-label", { title: template.title })}
        >
          {t("templates.export")}
        </Button>
        <Button
          size="small"
          isDisabled={!onTake}
          {...(onTake ? { onPress: onTake } : {})}
          aria-label={t("templates.take-label", { title: template.title })}
        >
          {t("templates.take")}
        </Button>
      </div>
      {doing === "rename" && own ? (
        <RenameTemplate own={own} template={template} onClose={() => setDoing(null)} />
      ) : (
        <p dir="auto" className="text-body text-muted">
          {template.about || template.nodes.map(stageName).join(", ")}
        </p>
      )}
      {template.saved_by && (
        <p className="text-label text-muted">{t("templates.saved-by", { name: template.saved_by.name })}</p>
      )}
      {own && (doing === "replace" || by) && (
        <ReplaceTemplate own={own} by={replacement} onChoose={setChosen} onClose={stop} />
      )}
      {doing === "withdraw" && own && <Withdraw own={own} onClose={() => setDoing(null)} />}
    </li>
  );
}

function Withdraw({ own, onClose }: { own: Own; onClose: () => void }) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  const command = useCommand({
    call: (asked: Own, key) => withdrawTemplate(asked, key),
    onDone: () => toast(t("templates.withdrawn")),
    renews: [keys.templates, keys.pipeline(id)],
  });
  return (
    <div className="flex flex-col gap-2">
      <p className="text-body">{t("templates.withdraw-text")}</p>
      {command.problem && <ProblemNotice error={command.problem} inline />}
      <div className="flex gap-2">
        <Button size="small" onPress={onClose}>
          {t("common:cancel")}
        </Button>
        <Button size="small" kind="danger" isDisabled={command.saving} onPress={() => command.run(own)}>
          {t("templates.withdraw-do")}
        </Button>
      </div>
    </div>
  );
}
