/** How a take compared when it was made again last, and how far it is where it is being made again. */
import { useTranslation } from "react-i18next";
import type { Take } from "../../shared/player/takes";

export function Repetition({ take }: { take: Take }) {
  const { t } = useTranslation("shot");
  const { repetition, repeating } = take;
  const reason = repeating?.step === "failed" ? repeating.reason : "";
  if (!repetition && !repeating) return null;
  return (
    <section aria-label={t("repetition.title")} aria-live="polite" className="pt-1 text-label text-muted">
      {isGoing(take) && <p>{t("repetition.going")}</p>}
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

/** Whether a take is being made again just now. */
export function isGoing(take: Take | undefined): boolean {
  const step = take?.repeating?.step;
  return step !== undefined && step !== "done" && step !== "failed";
}

function percent(share: string): string {
  return (Number(share) * 100).toPrecision(2);
}
