/** Somebody saved a revision while one wrote: theirs beside mine, and the ways on. */
import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { look } from "./editor-look";
import { fountain } from "./fountain-mode";
import { nonce } from "./nonce";
import type { Script } from "./queries";
import { rebase, type Rebased } from "./rebase";

export interface ConflictProps {
  base: string;
  mine: string;
  theirs: Script;
  onReapply: (rebased: Rebased) => void;
  onTakeTheirs: () => void;
  onClose: () => void;
}

export function Conflict({ base, mine, theirs, onReapply, onTakeTheirs, onClose }: ConflictProps) {
  const { t } = useTranslation("script");
  const rebased = useMemo(() => rebase(base, mine, theirs.text), [base, mine, theirs.text]);
  return (
    <Dialog
      title={t("conflict.title", { revision: theirs.revision })}
      open
      onClose={onClose}
      width="large"
      footer={
        <>
          <span className="flex-1 text-body text-muted">
            {rebased.both.length > 0 ? t("conflict.both", { count: rebased.both.length }) : t("conflict.apart")}
          </span>
          <Button onPress={onTakeTheirs}>{t("conflict.take-theirs")}</Button>
          <Button kind="primary" onPress={() => onReapply(rebased)}>
            {t("conflict.reapply")}
          </Button>
        </>
      }
    >
      <p className="mb-3 text-form">{t("conflict.text")}</p>
      <div className="grid grid-cols-2 text-label font-medium text-muted">
        <span>{t("conflict.theirs", { revision: theirs.revision })}</span>
        <span className="pl-3">{t("conflict.mine")}</span>
      </div>
      <SideBySide theirs={theirs.text} mine={mine} />
    </Dialog>
  );
}

function SideBySide({ theirs, mine }: { theirs: string; mine: string }) {
  const box = useRef<HTMLDivElement>(null);
  const { t } = useTranslation("script");
  useEffect(() => {
    if (!box.current) return;
    const side = (doc: string, label: string) => ({
      doc,
      extensions: [
        nonce(),
        fountain,
        look,
        EditorView.lineWrapping,
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
      ],
    });
    const view = new MergeView({
      parent: box.current,
      a: side(theirs, t("conflict.theirs-text")),
      b: side(mine, t("conflict.mine")),
      collapseUnchanged: { margin: 2 },
      diffConfig: { scanLimit: 1000, timeout: 300 },
    });
    return () => view.destroy();
  }, [theirs, mine, t]);
  return <div ref={box} className="max-h-[44vh] overflow-auto rounded-md border border-line" />;
}
