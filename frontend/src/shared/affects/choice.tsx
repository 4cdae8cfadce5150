/** Two people changed the same: what each did, and the choice which shall stand. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button";

export interface ChoiceProps {
  title: string;
  /** What the button says that lets one's own stand. */
  mine: string;
  onMine: () => void;
  /** What the button says that gives one's own up. */
  theirs?: string;
  onTheirs: () => void;
  children: ReactNode;
}

export function Choice({ title, mine, onMine, theirs, onTheirs, children }: ChoiceProps) {
  const { t } = useTranslation("affects");
  return (
    <div
      role="alert"
      className="flex flex-col gap-2 rounded-md border border-line border-l-2 border-l-changes bg-panel p-3"
    >
      <p className="text-form font-semibold">
        <span aria-hidden className="mr-1.5 text-changes">
          ↺
        </span>
        {title}
      </p>
      {children}
      <p className="text-body text-muted">{t("conflict.safe")}</p>
      <div className="flex gap-2">
        <Button size="small" onPress={onTheirs}>
          {theirs ?? t("conflict.theirs")}
        </Button>
        <Button size="small" kind="primary" onPress={onMine}>
          {mine}
        </Button>
      </div>
    </div>
  );
}
