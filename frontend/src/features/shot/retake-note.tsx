/** Which frames of a take are those of another one, as it was proven when they were made. */
import { useTranslation } from "react-i18next";
import { useNumbering } from "../../shared/player/numbering";
import type { Take } from "../../shared/player/takes";
import "./retake-words";

export function RetakeNote({ take: { retake } }: { take: Take }) {
  const { t } = useTranslation("retake");
  const { number } = useNumbering();
  if (!retake) return null;
  const frames = retake.unchanged.map(({ first, last }) =>
    t(first === last ? "one-frame" : "some-frames", { first: number(first), last: number(last) }),
  );
  const count = retake.unchanged.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const kept =
    count > 0
      ? t("proven", { count, frames: frames.join(t("and")), number: retake.number })
      : t("whole", { number: retake.number });
  const said = [kept, retake.added > 0 && t("added", { count: retake.added })].filter(Boolean);
  return <span className="text-label break-words text-muted">{said.join(" · ")}</span>;
}
