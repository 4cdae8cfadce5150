/** Somebody was faster: their events, and the choice to look at theirs or to save mine over it. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/problem";
import { valueText } from "../lib/value-text";
import { ProblemNotice } from "../ui/problem-notice";
import { Choice } from "./choice";

interface Missed {
  event: string;
  type: string;
  actor: { name: string } | string;
  payload?: Record<string, unknown>;
  field?: string;
  from?: unknown;
  to?: unknown;
}

export interface SaveProblemProps {
  problem: Problem | null;
  /** Try the same again; after a conflict on the newest version. */
  onMine: () => void;
  onTheirs: () => void;
}

/** What went wrong with saving; conflicts as mine and theirs. */
export function SaveProblem({ problem, onMine, onTheirs }: SaveProblemProps) {
  const { t } = useTranslation("affects");
  if (!problem) return null;
  if (!problem.conflict)
    return <ProblemNotice error={problem} inline {...(problem.passing ? { onRetry: onMine } : {})} />;
  const missed = (problem.data.missed ?? []) as Missed[];
  return (
    <Choice title={t("conflict.title")} mine={t("conflict.mine")} onMine={onMine} onTheirs={onTheirs}>
      <ul className="flex flex-col gap-1 text-body">
        {missed.map((each) => (
          <li key={each.event ?? JSON.stringify(each)}>{theirs(each, t)}</li>
        ))}
      </ul>
    </Choice>
  );
}

function theirs(missed: Missed, t: TFunction): string {
  const said = missed.payload ?? {};
  const field = String(missed.field ?? said.field ?? said.name ?? missed.type)
    .replace("attribute:", "")
    .replaceAll("_", " ");
  const actor = typeof missed.actor === "string" ? missed.actor : missed.actor?.name;
  return t("conflict.their", {
    actor,
    field,
    from: valueText(missed.from ?? said.from),
    to: valueText(missed.to ?? said.to),
  });
}
