/** In the inspector: what the revision that was tried would do, or why it could not be tried. */
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { Inspector } from "../../shared/ui/inspector";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Comparison } from "./comparison";
import type { EditorHandle } from "./editor";
import type { Desk } from "./use-desk";

export function TrialPanel({
  desk: { trial, compared, compare },
  editor,
}: {
  desk: Desk;
  editor: EditorHandle | null;
}) {
  const { t } = useTranslation("script");
  if (trial.data === undefined && !trial.isError) return null;
  return (
    <Inspector title={t("compare.title", { revision: trial.data?.revision ?? "" })}>
      {trial.isError && (
        <div className="p-2">
          <ProblemNotice error={asProblem(trial.error)} onRetry={compare} inline />
        </div>
      )}
      {trial.data && !compared && (
        <p className="border-b border-line px-3 py-2 text-body text-in-review">↺ {t("compare.old")}</p>
      )}
      {trial.data && (
        <Comparison
          revision={trial.data}
          old={!compared}
          onLine={(line) => editor?.goToLine(line)}
          onShot={(shot) => editor?.goToShot(shot)}
        />
      )}
    </Inspector>
  );
}
