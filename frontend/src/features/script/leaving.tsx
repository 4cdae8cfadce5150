/** Leaving with edits that are not saved asks first. */
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";

export function Leaving({ dirty }: { dirty: boolean }) {
  const { t } = useTranslation("script");
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: dirty,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog
      title={t("leave.title")}
      open
      onClose={blocker.reset}
      footer={
        <>
          <Button onPress={blocker.proceed}>{t("leave.go")}</Button>
          <Button kind="primary" onPress={blocker.reset}>
            {t("leave.stay")}
          </Button>
        </>
      }
    >
      <p className="text-form">{t("leave.text")}</p>
    </Dialog>
  );
}
