/** All templates: take one into the draft; one's own are renamed and withdrawn here. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { stageName } from "./graph";
import { withdrawTemplate, type Own, type Pipeline, type Template } from "./queries";
import { RenameTemplate } from "./template-form";
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
  return (
    <Dialog title={t("templates.all")} open onClose={onClose} width="medium">
      <p className="mb-3 text-form text-muted">{t("templates.text")}</p>
      <ul className="flex flex-col gap-2">
        {pipeline.templates.map((template) => (
          <Row
            key={template.name}
            template={template}
            onTake={editing.may.allowed ? () => take(template) : undefined}
          />
        ))}
      </ul>
    </Dialog>
  );
}

function Row({ template, onTake }: { template: Template; onTake: (() => void) | undefined }) {
  const { t } = useTranslation("pipeline");
  const [doing, setDoing] = useState<"rename" | "withdraw" | null>(null);
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
        {own && can.withdraw.allowed && (
          <Button size="small" kind="quiet" onPress={() => setDoing("withdraw")}>
            {t("templates.withdraw")}
          </Button>
        )}
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
