/** Before undoing or restoring: every change, what stands in the way and by whom, what stays, and what it costs; then doing it. */
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { Redo2, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey } from "../../shared/api/client";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { RevertDone } from "./revert-done";
import { Changes, Clashing, Kept, Price } from "./revert-parts";
import { revert, trialQuery, type Asked, type Clashes, type Reversal, type Step, type Way } from "./reverting";
import { ThingPicker } from "./thing-picker";
import { useThings } from "./use-thing-name";

interface RevertSheetProps {
  asked: Asked;
  onClose: () => void;
  /** Where it is a step back or forth through what one did, and how to take the next. */
  step?: Step;
  onStep?: (way: Way) => void;
}

export function RevertSheet({ asked: first, onClose, step: taken, onStep }: RevertSheetProps) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const [asked, setAsked] = useState(first);
  const [step, setStep] = useState(taken);
  const [clashes, setClashes] = useState<Clashes>("skip");
  const [key] = useState(newKey);
  const act = useCommand({ call: (_: null, key) => revert(id, asked, clashes, false, key) });
  const trial = useQuery({ ...trialQuery(id, asked, clashes, key), enabled: act.done === undefined && !act.saving });
  useLeaving(onClose);
  const again = (next: Asked) => {
    act.reset();
    setClashes("skip");
    setStep(undefined);
    setAsked(next);
  };
  const found = trial.data;
  const way = asked.act === "restore" ? "restore" : (step?.way ?? "undo");
  const title = t(`revert.${way}-title`, asked.act === "restore" ? { position: asked.at } : {});
  if (act.done)
    return (
      <RevertDone
        title={title}
        done={act.done}
        saving={act.saving}
        onAgain={(events) => again({ act: "undo", events })}
        {...(step && onStep ? { next: { label: t(`revert.next-${step.way}`), run: () => onStep(step.way) } } : {})}
        onClose={onClose}
      />
    );
  return (
    <Dialog
      title={title}
      open
      onClose={onClose}
      width="medium"
      footer={
        <>
          <span className="flex-1">{found?.plan && <Price plan={found.plan} />}</span>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            kind="primary"
            isDisabled={!found || found.changes.length === 0 || trial.isFetching || act.saving}
            onPress={() => act.run(null)}
            icon={way === "redo" ? <Redo2 size={14} aria-hidden /> : <Undo2 size={14} aria-hidden />}
          >
            {t(`revert.${way}-do`, { count: found?.changes.length ?? 0 })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 text-form">
        {step && <p className="font-medium break-words">{t(`revert.step-${step.way}`, { what: step.sentence })}</p>}
        {act.problem && <ProblemNotice error={act.problem} inline onRetry={() => act.run(null)} />}
        {asked.act === "restore" && <Scope asked={asked} onChange={again} />}
        <QueryView query={trial}>
          {(reversal) => (
            <Trial reversal={reversal} clashes={clashes} onClashes={asked.act === "undo" ? setClashes : null} />
          )}
        </QueryView>
      </div>
    </Dialog>
  );
}

/** Whoever follows a link out of the sheet has left it. */
function useLeaving(onClose: () => void): void {
  const href = useLocation({ select: (location) => location.href });
  const [opened] = useState(href);
  useEffect(() => {
    if (href !== opened) onClose();
  });
}

function Trial({
  reversal,
  clashes,
  onClashes,
}: {
  reversal: Reversal;
  clashes: Clashes;
  onClashes: ((clashes: Clashes) => void) | null;
}) {
  const { t } = useTranslation("history");
  const { changes, conflicts, kept } = reversal;
  return (
    <>
      <Clashing conflicts={conflicts} clashes={clashes} onClashes={onClashes} />
      {changes.length === 0 ? (
        <p>
          {t(
            conflicts.length > 0
              ? "revert.nothing-else"
              : kept.length > 0
                ? "revert.nothing-possible"
                : "revert.nothing",
          )}
        </p>
      ) : (
        <Changes changes={changes} />
      )}
      <Kept kept={kept} />
    </>
  );
}

function Scope({ asked, onChange }: { asked: Extract<Asked, { act: "restore" }>; onChange: (asked: Asked) => void }) {
  const { t } = useTranslation("history");
  const things = useThings();
  const choose = (id: string | undefined) =>
    onChange({ ...asked, scope: things.find((thing) => thing.id === id) ?? null });
  return (
    <ThingPicker
      label={t("revert.scope")}
      none={t("revert.whole")}
      labelShown
      things={things}
      chosen={asked.scope?.id}
      onChange={choose}
      className="w-64"
    />
  );
}
