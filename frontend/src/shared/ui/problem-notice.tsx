/** What failed, what is safe, how to try again, and the request's id to copy. */
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem, type Problem } from "../api/problem";
import { classes } from "../lib/classes";
import { Button } from "./button";

type Kind = "offline" | "forbidden" | "missing" | "conflict" | "passing" | "refused" | "page";

export interface ProblemNoticeProps {
  error: unknown;
  onRetry?: () => void;
  /** In a form or a panel, instead of in the middle of a view. */
  inline?: boolean;
}

export function ProblemNotice({ error, onRetry, inline = false }: ProblemNoticeProps) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  const kind = kindOf(problem);
  const title = t(`problem.${kind}.title`, { defaultValue: t("problem.title") });
  return (
    <div
      role="alert"
      className={classes(
        "flex flex-col gap-2 rounded-md border border-line border-l-2 border-l-failed bg-panel p-3",
        !inline && "mx-auto mt-12 w-full max-w-lg",
      )}
    >
      <p className="text-form font-semibold">
        <span aria-hidden className="mr-1.5 text-failed">
          ✕
        </span>
        {title}
      </p>
      {kind !== "offline" && <p className="text-form break-words">{problem.message}</p>}
      <p className="text-body text-muted">{t(`problem.${kind}.safe`)}</p>
      <div className="flex flex-wrap items-center gap-2">
        {onRetry && (
          <Button size="small" onPress={onRetry}>
            {t("retry")}
          </Button>
        )}
        {problem.request && <CopyText text={problem.request} shown={t("problem.request", { id: problem.request })} />}
      </div>
    </div>
  );
}

/** Text that one press copies. */
export function CopyText({ text, shown = text }: { text: string; shown?: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard?.writeText(text).then(() => setCopied(true));
  return (
    <Button
      kind="quiet"
      size="small"
      onPress={copy}
      aria-label={`${t("copy")}: ${shown}`}
      icon={copied ? <Check size={12} /> : <Copy size={12} />}
      className="numbers !text-label"
    >
      {copied ? t("copied") : shown}
    </Button>
  );
}

function kindOf(problem: Problem): Kind {
  if (problem.offline) return "offline";
  if (problem.code === "page-error") return "page";
  if (problem.conflict) return "conflict";
  if (problem.forbidden) return "forbidden";
  if (problem.missing) return "missing";
  return problem.passing ? "passing" : "refused";
}
