/** Ask for a frame by its number. */
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../drafts/draft-notice";
import { useDraftText } from "../drafts/use-draft";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { useNumbering } from "./numbering";

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
  const [text, setText, draft] = useDraftText("frame", true);
  const { number } = useNumbering();
  const between = { first: number(0), last: number(total - 1) };
  const frame = /^\d{1,9}$/.test(text.trim()) ? Number(text) - between.first : null;
  const wrong = text !== "" && (frame === null || frame < 0 || frame >= total);
  return (
    <Dialog title={t("go-to.title")} open={open} onClose={onClose}>
      <DraftNotice draft={draft} base={null} className="mb-3" />
      <form
        className="flex items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (frame === null || wrong) return;
          draft.drop();
          onGo(frame);
          onClose();
        }}
      >
        <Field
          label={t("go-to.label", between)}
          value={text}
          onChange={setText}
          error={wrong ? t("go-to.wrong", between) : null}
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
