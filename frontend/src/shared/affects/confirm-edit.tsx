/** An edit that one press would make: what it would change is said first, then it is made or left. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button";
import { AffectsNote } from "./affects-note";
import { useAffects, type Edit } from "./use-affects";

interface ConfirmEditProps {
  /** What would be done, as a sentence. */
  text: string;
  /** On the button that does it. */
  label: string;
  edits: readonly Edit[];
  saving: boolean;
  onSave: () => void;
  onCancel: () => void;
  children?: ReactNode;
}

export function ConfirmEdit({ text, label, edits, saving, onSave, onCancel, children }: ConfirmEditProps) {
  const { t } = useTranslation("affects");
  // Once it is being made there is nothing left to suppose.
  const affects = useAffects(saving ? [] : edits);
  return (
    <div role="group" aria-label={text} className="flex flex-col gap-2 rounded-md border border-accent bg-raised p-3">
      <p className="text-form">{text}</p>
      {children}
      <AffectsNote affects={affects} />
      <div className="flex justify-end gap-2">
        <Button size="small" onPress={onCancel}>
          {t("common:cancel")}
        </Button>
        <Button autoFocus size="small" kind="primary" isDisabled={saving || affects.problem !== null} onPress={onSave}>
          {saving ? t("common:saving") : label}
        </Button>
      </div>
    </div>
  );
}
