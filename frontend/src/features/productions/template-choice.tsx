/** The choice of the pipeline that a new production starts from, each with what it is for. */
import { useQuery } from "@tanstack/react-query";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { templatesQuery, type Template } from "../../shared/api/productions";
import { LABEL } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Skeleton } from "../../shared/ui/skeleton";

interface TemplateChoiceProps {
  /** Null for the one that all start from. */
  value: string | null;
  onChange: (name: string | null) => void;
}

export function TemplateChoice({ value, onChange }: TemplateChoiceProps) {
  const { t } = useTranslation("productions");
  const query = useQuery(templatesQuery);
  if (query.isError) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} inline />;
  if (!query.data) return <Skeleton rows={3} />;
  const usual = query.data.find((template) => template.default)?.name ?? null;
  return (
    <RadioGroup
      value={value ?? usual}
      onChange={(name) => onChange(name === usual ? null : name)}
      className="flex flex-col gap-1"
    >
      <Label className={LABEL}>{t("template.label")}</Label>
      {query.data.map((template) => (
        <Choice key={template.name} template={template} />
      ))}
    </RadioGroup>
  );
}

function Choice({ template }: { template: Template }) {
  const { t } = useTranslation("productions");
  return (
    <Radio
      value={template.name}
      className="group flex gap-2 rounded-md border border-line px-2 py-1.5 hover:border-strong selected:border-accent"
    >
      <span
        aria-hidden
        className="mt-0.5 size-3.5 shrink-0 rounded-full border border-strong group-focus-visible:outline-2 group-focus-visible:outline-accent group-selected:border-4 group-selected:border-accent"
      />
      <span className="flex min-w-0 flex-col">
        <span dir="auto" className="text-form font-medium">
          {template.title}
        </span>
        <span dir="auto" className="text-body text-muted">
          {template.about || t("template.stages", { stages: stagesOf(template) })}
        </span>
        {template.saved_by && (
          <span className="text-label text-muted">{t("template.saved-by", { name: template.saved_by.name })}</span>
        )}
      </span>
    </Radio>
  );
}

const stagesOf = ({ nodes }: Template): string =>
  nodes.map(({ id, label }) => label || id.replaceAll("_", " ")).join(", ");
