/** A modal for what is irreversible or spends, and for short forms; never for reading. */
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as Base, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { classes } from "../lib/classes";
import { IconButton } from "./button";

export interface DialogProps {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, the one that acts last. */
  footer?: ReactNode;
  width?: "small" | "medium" | "large";
}

const WIDTH = { small: "w-[420px]", medium: "w-[640px]", large: "w-[960px]" };

export function Dialog({ title, open, onClose, children, footer, width = "small" }: DialogProps) {
  const { t } = useTranslation();
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(is) => !is && onClose()}
      isDismissable
      className="fixed inset-0 z-50 flex items-start justify-center bg-black/60 px-4 pt-[12vh]"
    >
      <Modal
        className={classes(
          "flex max-h-[76vh] max-w-full flex-col rounded-md border border-line bg-panel shadow-2xl shadow-black/60",
          WIDTH[width],
        )}
      >
        <Base className="flex min-h-0 flex-col outline-none">
          <header className="flex items-center justify-between border-b border-line py-2 pr-2 pl-4">
            <Heading dir="auto" slot="title" className="min-w-0 text-form font-semibold">
              {title}
            </Heading>
            <IconButton label={t("close")} icon={<X size={16} />} onPress={onClose} />
          </header>
          <div className="min-h-0 overflow-auto p-4">{children}</div>
          {footer && (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">
              {footer}
            </footer>
          )}
        </Base>
      </Modal>
    </ModalOverlay>
  );
}
