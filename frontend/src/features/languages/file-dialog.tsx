/** Bringing translations back: choose a file, look at what it changes and what is left out, then save it. */
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { chosen, type ChosenFile } from "../../shared/api/upload";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { FileButton, FileDrop } from "../../shared/ui/file-button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { languageName } from "../../shared/languages/naming";
import { keys } from "../../shared/live/query-keys";
import { translationsKey } from "../../shared/languages/progress";
import { bringFile, tryFile, type Imported } from "./queries";

const ACCEPTED = [".csv", ".xlsx", ".xliff", ".xlf", "text/csv"];
const MOST = 100;

export function FileDialog({ language, onClose }: { language: string; onClose: () => void }) {
  const { t } = useTranslation("languages");
  const { id } = useProduction();
  const trial = useMutation({ mutationFn: (one: ChosenFile) => tryFile(id, language, one) });
  const save = useCommand({
    call: (one: ChosenFile, key) => bringFile(id, language, one, key),
    onDone: ({ counts }) => {
      toast(t("file.saved", { count: counts.changes ?? 0 }));
      onClose();
    },
    renews: [translationsKey(id), keys.cut(id)],
  });
  const problem = save.problem ?? (trial.error && asProblem(trial.error));
  const count = trial.data?.counts.changes ?? 0;
  const file = {
    accept: ACCEPTED,
    isDisabled: trial.isPending || save.saving,
    onFile: (one: File) => {
      save.reset();
      trial.mutate(chosen(one));
    },
  };
  return (
    <Dialog
      title={t("file.title", { name: languageName(language) })}
      open
      onClose={onClose}
      width="large"
      footer={
        trial.data && (
          <>
            <FileButton label={t("file.another")} {...file} />
            <Button
              kind="primary"
              isDisabled={count === 0 || save.saving}
              onPress={() => trial.variables && save.run(trial.variables)}
            >
              {save.saving ? t("common:saving") : t("file.save", { count })}
            </Button>
          </>
        )
      }
    >
      {problem && <ProblemNotice error={problem} inline />}
      {trial.data ? (
        <Outcome outcome={trial.data} />
      ) : (
        <FileDrop text={t("file.text")} label={t(trial.isPending ? "file.reading" : "file.choose")} {...file} />
      )}
    </Dialog>
  );
}

function Outcome({ outcome }: { outcome: Imported }) {
  const { t } = useTranslation("languages");
  const { counts, changes, left_out: left, language } = outcome;
  return (
    <div className="flex flex-col gap-4 text-form">
      <p role="status">{t("file.counts", counts)}</p>
      {left.length > 0 && (
        <section aria-label={t("file.left-out")}>
          <h3 className="text-label font-medium text-muted">{t("file.left-out")}</h3>
          <ul className="divide-y divide-line">
            {left.slice(0, MOST).map((each, index) => (
              <li key={`${each.id} ${index}`} className="flex flex-col py-1.5">
                <span>
                  <span className="numbers">{each.code}</span>{" "}
                  <span className="text-changes">{t(`file.why.${each.why}`)}</span>
                </span>
                <span dir="auto">{each.text}</span>
                <span dir="auto" lang={language}>
                  {each.translation}
                </span>
              </li>
            ))}
          </ul>
          <More count={(counts.left_out ?? 0) - MOST} />
        </section>
      )}
      {changes.length > 0 && (
        <section aria-label={t("file.changes")}>
          <h3 className="text-label font-medium text-muted">{t("file.changes")}</h3>
          <ul className="divide-y divide-line">
            {changes.slice(0, MOST).map((each) => (
              <li key={`${each.shot} ${each.line}`} className="grid gap-x-4 py-1.5 md:grid-cols-[7rem_1fr_1fr]">
                <span>
                  <span dir="auto">{each.character}</span> <span className="numbers text-muted">{each.code}</span>
                </span>
                <span dir="auto">{each.text}</span>
                <span className="flex flex-col">
                  <span dir="auto" lang={language}>
                    {each.after}
                  </span>
                  {each.before && (
                    <span dir="auto" className="text-body text-muted">
                      {t("file.before", { text: each.before })}
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ul>
          <More count={(counts.changes ?? 0) - MOST} />
        </section>
      )}
    </div>
  );
}

function More({ count }: { count: number }) {
  const { t } = useTranslation("languages");
  return count > 0 ? <p className="text-muted">{t("file.more", { count })}</p> : null;
}
