/** That the speech of a take is longer than its shot, so that its end is not heard. */
import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";

export function SpeechNotice({ sound }: { sound: components["schemas"]["Sound"] | null }) {
  const { t } = useTranslation("player");
  if (sound === null || sound.needs <= sound.frames) return null;
  return (
    <p role="status" className="border-t border-line p-3 text-body text-changes">
      <span aria-hidden>⚠</span> {t("sound.longer", { needs: sound.needs, frames: sound.frames })}
    </p>
  );
}
