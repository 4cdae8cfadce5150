/** Names that vanished and the ones that took their lines: the same person, or another? */
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/button";
import type { Rename } from "./proposal";
import type { Deciding } from "./use-deciding";

interface RenamesProps {
  renames: readonly Rename[];
  deciding: Deciding;
  onLine: (line: number) => void;
}

export function Renames({ renames, deciding }: RenamesProps) {
  const { t } = useTranslation("script");
  if (renames.length === 0) return null;
  return (
    <ul
      aria-label={t("proposal.renames")}
      className="border-b border-line border-l-2 border-l-in-review bg-panel px-3 py-1.5"
    >
      {renames.map((rename) => (
        <li key={rename.from} className="flex flex-wrap items-center gap-2 py-0.5 text-form">
          <span className="min-w-0 flex-1">
            {t("proposal.rename", { from: rename.from, to: rename.to, count: rename.lines })}
          </span>
          <Button
            size="small"
            isDisabled={!deciding.allowed}
            aria-label={t("proposal.rename-do", { from: rename.from, to: rename.to })}
            onPress={() => deciding.rename(rename)}
          >
            {t("proposal.rename-short")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
