/** What one is writing on was changed by somebody else before it was saved: theirs beside mine, and which shall stand. */
import { useTranslation } from "react-i18next";
import { valueText } from "../lib/value-text";
import { Choice } from "./choice";

export interface Moved {
  field: string;
  /** null while it is not known. */
  who: string | null;
  theirs: unknown;
  mine: unknown;
}

export function MovedNotice({
  moved,
  onMine,
  onTheirs,
}: {
  moved: readonly Moved[];
  onMine: () => void;
  onTheirs: () => void;
}) {
  const { t } = useTranslation("affects");
  return (
    <Choice title={t("moved.title")} mine={t("moved.keep")} onMine={onMine} onTheirs={onTheirs}>
      {moved.map(({ field, who, theirs, mine }) => (
        <dl key={field} className="grid grid-cols-[auto_1fr] gap-x-3 text-body">
          <dt className="text-muted">{t("moved.theirs", { who: who ?? t("moved.somebody"), field })}</dt>
          <dd className="break-words whitespace-pre-line">{valueText(theirs)}</dd>
          <dt className="text-muted">{t("moved.mine")}</dt>
          <dd className="break-words whitespace-pre-line">{valueText(mine)}</dd>
        </dl>
      ))}
    </Choice>
  );
}
