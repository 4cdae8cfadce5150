/** What was guessed when a file was read, by lines of the text that came of it. */
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { tellGuesses, useGuesses } from "./opened";

const close = () => tellGuesses(null);

export function Guesses() {
  const { t } = useTranslation("script");
  const told = useGuesses();
  return (
    <Dialog
      title={t("guessed.title", { name: told?.name ?? "" })}
      open={told !== null}
      onClose={close}
      width="medium"
      footer={
        <Button kind="primary" onPress={close}>
          {t("guessed.done")}
        </Button>
      }
    >
      <p className="mb-2 text-body text-muted">{t("guessed.text")}</p>
      <ul className="flex flex-col gap-1 text-body">
        {(told?.remarks ?? []).map(({ line, text }, index) => (
          <li key={index} className="flex gap-3">
            <span className="numbers w-16 shrink-0 text-label text-muted">{t("line", { line })}</span>
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
