/** Ask for a frame by its number. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";

export function GoToFrame({
  open,
  total,
  onClose,
  onGo,
}: {
  open: boolean;
  total: number;
  onClose: () => void;
  onGo: (frame: number) => void;
}) {
  const { t } = useTranslation("player");
  const [text, setText] = useState("");
  const frame = /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
  const wrong = text !== "" && (frame === null || frame >= total);
  const close = () => {
    setText("");
    onClose();
  };
  return (
    <Dialog title={t("go-to.title")} open={open} onClose={close}>
      <form
        className="flex items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (frame === null || wrong) return;
          onGo(frame);
          close();
        }}
      >
        <Field
          label={t("go-to.label", { last: total - 1 })}
          value={text}
          onChange={setText}
          error={wrong ? t("go-to.wrong", { last: total - 1 }) : null}
          autoFocus
          mono
          inputMode="numeric"
          className="flex-1"
        />
        <Button type="submit" kind="primary" isDisabled={frame === null || wrong} className="mt-[18px]">
          {t("go-to.go")}
        </Button>
      </form>
    </Dialog>
  );
}
