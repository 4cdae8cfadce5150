/** Pausing the queue with a reason, and letting it go on. */
import { Pause, Play } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftText } from "../../shared/drafts/use-draft";
import { useShortcut } from "../../shared/keys/registry";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { useSteering, type Queue } from "./queries";

export function PauseButton({ queue }: { queue: Queue }) {
  const { t } = useTranslation("queue");
  const { id } = useProduction();
  const [asking, setAsking] = useState(false);
  const [reason, setReason, draft] = useDraftText("queue/pause");
  const cancel = () => {
    draft.drop();
    setAsking(false);
  };
  const steering = useSteering(id, cancel);
  const { allowed, reason: why } = queue.paused ? queue.can.resume : queue.can.pause;
  const act = () => (queue.paused ? steering.run(null) : setAsking(true));
  useShortcut({
    id: "queue.pause",
    label: t(queue.paused ? "resume" : "pause"),
    group: t("title"),
    keys: "p",
    enabled: allowed && !steering.saving,
    run: act,
  });
  return (
    <span title={allowed ? undefined : (why ?? undefined)} className="flex items-center gap-2">
      {steering.problem && !asking && <ProblemNotice error={steering.problem} inline />}
      <Button
        isDisabled={!allowed || steering.saving}
        icon={queue.paused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
        onPress={act}
      >
        {t(queue.paused ? "resume" : "pause")}
      </Button>
      <Dialog
        title={t("pausing.title")}
        open={asking}
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button onPress={cancel}>{t("pausing.back")}</Button>
            <Button kind="primary" isDisabled={steering.saving} onPress={() => steering.run(reason)}>
              {t("pause")}
            </Button>
          </>
        }
      >
        <form
          className="flex flex-col gap-3 text-form"
          onSubmit={(event) => {
            event.preventDefault();
            steering.run(reason);
          }}
        >
          {steering.problem && <ProblemNotice error={steering.problem} inline />}
          <p>{t("pausing.text")}</p>
          <DraftNotice draft={draft} base={null} />
          <Field label={t("pausing.reason")} value={reason} onChange={setReason} autoFocus />
        </form>
      </Dialog>
    </span>
  );
}
