/** What one is writing on was changed by somebody else before it was saved: theirs beside mine, and which shall stand. */
import { useTranslation } from "react-i18next";
import { valueText } from "../lib/value-text";
import { Button } from "../ui/button";

export interface Moved {
  field: string;
  /** null while it is not known. */
  who: string | null;
  theirs: unknown;
  mine: unknown;
}

export function MovedNotice({ moved, onMine, onTheirs }: { moved: readonly Moved[]; onMine: () => void; onTheirs: () => void }) {
  const { t } = useTranslation("affects");
  return (
    <div role="alert" className="flex flex-col gap-2 rounded-md border border-line border-l-2 border-l-changes bg-panel p-3">
      <p className="text-form font-semibold">
        <span aria-hidden className="mr-1.5 text-changes">↺</span>
        {t("moved.title")}
      </p>
      {moved.map(({ field, who, theirs, mine }) => (
        <dl key={field} className="grid grid-cols-[auto_1fr] gap-x-3 text-body">
          <dt className="text-muted">{t("moved.theirs", { who: who ?? t("moved.somebody"), field })}</dt>
          <dd className="break-words whitespace-pre-line">{valueText(theirs)}</dd>
          <dt className="text-muted">{t("moved.mine")}</dt>
          <dd className="break-words whitespace-pre-line">{valueText(mine)}</dd>
        </dl>
      ))}
      <p className="text-body text-muted">{t("conflict.safe")}</p>
      <div className="flex gap-2">
        <Button size="small" onPress={onTheirs}>
          {t("conflict.theirs")}
        </Button>
        <Button size="small" kind="primary" onPress={onMine}>
          {t("moved.keep")}
        </Button>
      </div>
    </div>
  );
}
