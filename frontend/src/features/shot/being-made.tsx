/** What is being made of a shot, as it looks so far. */
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import { useLive } from "../../shared/live/live-store";
import { Preview } from "../../shared/ui/preview";
import { useStageTitle } from "../../shared/ui/stage-title";

export function BeingMade({ shot }: { shot: string }) {
  const { t } = useTranslation("shot");
  const title = useStageTitle();
  const running = useLive(useShallow((state) => Object.values(state.progress).filter((each) => each.shot === shot)));
  return running.map(({ job, stage, step, steps, preview }) => (
    <figure key={job} className="flex flex-col gap-1 px-3 pb-2">
      {preview !== null && <Preview job={job} step={preview} className="aspect-video w-full rounded-sm" />}
      <figcaption className="numbers text-label text-muted">
        {t("being-made", { stage: title(stage), step, steps })}
      </figcaption>
      <progress
        value={step}
        max={steps}
        aria-label={t("being-made", { stage: title(stage), step, steps })}
        className="h-1 w-full appearance-none overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-running"
      />
    </figure>
  ));
}
