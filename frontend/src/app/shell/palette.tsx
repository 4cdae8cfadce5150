/** ⌘K: every command that is offered now, found by typing. */
import {
  Autocomplete,
  Dialog,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useCommands, type Command } from "../../shared/keys/registry";
import { Keys } from "../../shared/ui/keys";
import { ITEM } from "../../shared/ui/select";
import { useOverlays } from "./overlays";

export function Palette() {
  const { t } = useTranslation("shell");
  const { open, show } = useOverlays();
  const { contains } = useFilter({ sensitivity: "base" });
  const commands = Object.values(useCommands((state) => state.commands)).filter(
    (each) => each.enabled !== false && each.id !== "palette",
  );
  const run = (command: Command) => {
    show(null);
    command.run();
  };
  return (
    <ModalOverlay
      isOpen={open === "palette"}
      onOpenChange={(is) => show(is ? "palette" : null)}
      isDismissable
      className="fixed inset-0 z-50 flex justify-center bg-black/50 pt-[14vh]"
    >
      <Modal className="h-fit w-[560px] max-w-[92vw] overflow-hidden rounded-md border border-line bg-panel shadow-2xl shadow-black/60">
        <Dialog aria-label={t("palette.open")} className="outline-none">
          <Autocomplete filter={contains}>
            <SearchField aria-label={t("palette.open")} autoFocus>
              <Input
                placeholder={t("palette.placeholder")}
                className="h-11 w-full border-b border-line bg-transparent px-4 text-form outline-none placeholder:text-idle"
              />
            </SearchField>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys move a marker, not the focus, through commands: what scrolls must take it */}
            <div tabIndex={0} role="group" aria-label={t("palette.list")} className="max-h-80 overflow-auto">
              <Menu
                aria-label={t("palette.open")}
                className="p-1 outline-none"
                renderEmptyState={() => <p className="p-3 text-form text-muted">{t("palette.none")}</p>}
              >
                {commands.map((command) => (
                  <MenuItem
                    key={command.id}
                    id={command.id}
                    textValue={`${command.label} ${command.group}`}
                    onAction={() => run(command)}
                    className={ITEM}
                  >
                    <span className="text-muted">{command.group}</span>
                    <span className="flex-1">{command.label}</span>
                    {command.keys && <Keys keys={command.keys} />}
                  </MenuItem>
                ))}
              </Menu>
            </div>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
