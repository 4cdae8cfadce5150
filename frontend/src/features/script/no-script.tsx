/** Before the first screenplay: what one is good for, and the two ways to begin. */
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { DropPlace, OpenButton, type OpenFile } from "./open-file";

interface NoScriptProps {
  allowed: boolean;
  /** Why the reader may not write one. */
  reason: string | null;
  open: OpenFile;
  write: () => void;
}

export function NoScript({ allowed, reason, open, write }: NoScriptProps) {
  const { t } = useTranslation("script");
  const ways = (
    <span className="flex gap-2">
      <OpenButton open={open} kind="primary" />
      <Button onPress={write}>{t("empty.write")}</Button>
    </span>
  );
  return (
    <DropPlace open={open} off={!allowed}>
      <EmptyState title={t("empty.title")} action={allowed ? ways : <p className="text-body text-muted">{reason}</p>}>
        {t(allowed ? "empty.text" : "empty.not-yet")}
      </EmptyState>
    </DropPlace>
  );
}
