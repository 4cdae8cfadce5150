/** ⌘K: whatever the production holds, every page, and every command that is offered now, found by typing. */
import { useParams, useSearch } from "@tanstack/react-router";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Finder } from "../../features/palette/finder";
import { useClosed } from "../../shared/api/productions";
import { useOverlays } from "./overlays";

export function Palette() {
  const { t } = useTranslation("shell");
  const { open, show } = useOverlays();
  const { production } = useParams({ strict: false });
  const { at } = useSearch({ strict: false });
  const { problem } = useClosed(production);
  return (
    <ModalOverlay
      isOpen={open === "palette"}
      onOpenChange={(is) => show(is ? "palette" : null)}
      isDismissable
      className="fixed inset-0 z-50 flex justify-center bg-black/50 pt-[12vh] max-sm:pt-2"
    >
      <Modal className="h-fit w-[640px] max-w-[94vw] overflow-hidden rounded-md border border-line bg-panel shadow-2xl shadow-black/60 lg:w-[920px]">
        <Dialog aria-label={t("palette.open")} className="flex max-h-[70vh] flex-col outline-none max-sm:max-h-[92vh]">
          <Finder production={problem ? undefined : production} past={at !== undefined} onDone={() => show(null)} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
