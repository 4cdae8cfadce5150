/** Why changes are requested, in words that can be counted: as many as apply. */
import { useTranslation } from "react-i18next";
import { Checkbox } from "../ui/field";
import type { Reason } from "../player/use-verdict";
import "../notes/words";

const REASONS = ["identity", "light", "action", "timing", "sound", "other"] as const satisfies readonly Reason[];

export function Reasons({ chosen, onChoose }: { chosen: readonly Reason[]; onChoose: (reasons: Reason[]) => void }) {
  const { t } = useTranslation("notes");
  return (
    <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <legend className="float-left pr-3 text-body text-muted">{t("reasons.title")}</legend>
      {REASONS.map((reason) => (
        <Checkbox
          key={reason}
          isSelected={chosen.includes(reason)}
          onChange={(on) => onChoose(REASONS.filter((each) => (each === reason ? on : chosen.includes(each))))}
        >
          {t(`reasons.${reason}`)}
        </Checkbox>
      ))}
    </fieldset>
  );
}
