/** Replacing the pipeline of a template: with what, what that changes, and then doing it. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { toast } from "../../shared/ui/toast";
import { FileButton } from "./file-button";
import { differenceQuery, replaceTemplate, type Own, type PipelineFile, type Replacement } from "./queries";
import { linesOf, type Line } from "./template-difference";

interface ReplaceTemplateProps {
  own: Own;
  /** What comes into it; null: to be chosen here. */
  by: Replacement | null;
  onChoose: (by: Replacement) => void;
  onClose: () => void;
}

export function ReplaceTemplate({ own, by, onChoose, onClose }: ReplaceTemplateProps) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  if (by) return <Difference own={own} by={by} onClose={onClose} />;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-body">{t("replace.text")}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onPress={onClose}>
          {t("common:cancel")}
        </Button>
        <Button size="small" onPress={() => onChoose({ production: id })}>
          {t("replace.by-production")}
        </Button>
        <FileButton size="small" label={t("replace.by-file")} onFile={(file: PipelineFile) => onChoose({ file })} />
      </div>
    </div>
  );
}

function Difference({ own, by, onClose }: { own: Own; by: Replacement; onClose: () => void }) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  const difference = useQuery(differenceQuery(own, by));
  const command = useCommand({
    call: (asked: Own, key) => replaceTemplate(asked, by, key),
    onDone: () => {
      toast(t("replace.done"));
      onClose();
    },
    renews: [keys.templates, keys.pipeline(id)],
  });
  const same = difference.data?.length === 0;
  return (
    <section aria-label={t("replace.title")} className="flex flex-col gap-2">
      <QueryView query={difference}>
        {(told) =>
          told.length === 0 ? (
            <p className="text-body">{t("replace.same")}</p>
          ) : (
            <ul className="flex flex-col gap-1 text-body">
              {linesOf(told).map((line) => (
                <Row key={`${line.kind}${line.name}${line.change}`} line={line} />
              ))}
            </ul>
          )
        }
      </QueryView>
      {command.problem && <ProblemNotice error={command.problem} inline />}
      <div className="flex gap-2">
        <Button size="small" onPress={onClose}>
          {t("common:cancel")}
        </Button>
        <Button
          size="small"
          kind="primary"
          isDisabled={command.saving || !difference.data || same}
          onPress={() => command.run(own)}
        >
          {t("replace.do")}
        </Button>
      </div>
    </section>
  );
}

const MARKS = { added: "+", removed: "−", changed: "±" } as const;

function Row({ line: { kind, name, change, parts } }: { line: Line }) {
  const { t } = useTranslation("pipeline");
  return (
    <li className="flex gap-2">
      <span aria-hidden className="w-3 shrink-0 text-center text-muted">
        {MARKS[change]}
      </span>
      <span className="min-w-0 break-words">
        {t(`replace.${kind}`, { name })} {t(`replace.${change}`)}
        {parts.map((part) => (
          <span key={part.name} className="block text-muted">
            {part.name && `${t(`replace.part.${part.name}`, { defaultValue: part.name.replaceAll("_", " ") })}: `}
            {part.before} → {part.after}
          </span>
        ))}
      </span>
    </li>
  );
}
