/** How a take compared when it was made again last, and how far it is where it is being made again. */
import { useTranslation } from "react-i18next";
import type { Take } from "../../shared/player/takes";
import { Button } from "../../shared/ui/button";
import { WorkLine } from "../../shared/ui/work-line";
import "./words";

interface RepetitionProps {
  take: Take;
  /** Stops it; null where one may not. */
  onStop: (() => void) | null;
}

export function Repetition({ take, onStop }: RepetitionProps) {
  const { t } = useTranslation("shot");
  const { repetition, repeating } = take;
  const reason = repeating?.step === "failed" ? repeating.reason : "";
  if (!repetition && !repeating) return null;
  return (
    <section aria-label={t("repetition.title")} aria-live="polite" className="pt-1 text-label text-muted">
      {isGoing(take) && repeating && <Going repeating={repeating} onStop={onStop} />}
      {repeating?.step === "stopped" && <p>{t("repetition:stopped")}</p>}
      {reason && <p>{t("repetition.failed", { reason })}</p>}
      {repetition && (
        <>
          <p className="text-body">{t(`repetition.${repetition.likeness}`, { device: repetition.device })}</p>
          <ul>
            {repetition.parts
              .filter(({ likeness }) => likeness !== "exact")
              .map((part) => (
                <li key={`${part.stage} ${part.role}`}>
                  {part.frames === 0
                    ? t("repetition.other", { stage: part.stage, role: part.role })
                    : t("repetition.part", {
                        ...part,
                        difference: percent(part.difference),
                        greatest: percent(part.greatest),
                      })}
                </li>
              ))}
          </ul>
          {!repetition.engine && <p>{t("repetition.engine")}</p>}
          {!repetition.same_device && <p>{t("repetition.device")}</p>}
        </>
      )}
    </section>
  );
}

function Going({
  repeating,
  onStop,
}: {
  repeating: NonNullable<Take["repeating"]>;
  onStop: RepetitionProps["onStop"];
}) {
  const { t } = useTranslation(["shot", "repetition"]);
  const { step, done, whole } = repeating;
  if (step === "stopping") return <p>{t("repetition:stopping")}</p>;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p>{t("repetition.going")}</p>
      <WorkLine label={t("repetition:progress")} done={done} whole={whole} soFar="" />
      {onStop && (
        <Button size="small" onPress={onStop}>
          {t("repetition:stop")}
        </Button>
      )}
    </div>
  );
}

const OVER: readonly string[] = ["done", "failed", "stopped"];

/** Whether a take is being made again just now. */
export function isGoing(take: Take | undefined): boolean {
  const step = take?.repeating?.step;
  return step !== undefined && !OVER.includes(step);
}

function percent(share: string): string {
  return (Number(share) * 100).toPrecision(2);
}
