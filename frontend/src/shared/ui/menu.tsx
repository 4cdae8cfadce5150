/** A button that opens a menu of actions. */
import type { ReactElement, ReactNode } from "react";
import {
  Menu as Base,
  MenuItem as BaseItem,
  MenuTrigger,
  Popover,
  Separator,
  type PopoverProps,
} from "react-aria-components";
import { ITEM, POPOVER } from "./select";
import { Keys } from "./keys";

export function Menu({
  trigger,
  children,
  placement = "bottom end",
  open,
  onOpen,
}: {
  trigger: ReactElement;
  children: ReactNode;
  /** Whether it is open, where a key opens it too. */
  open?: boolean;
  onOpen?: (open: boolean) => void;
  placement?: NonNullable<PopoverProps["placement"]>;
}) {
  return (
    <MenuTrigger {...(open === undefined ? {} : { isOpen: open })} {...(onOpen ? { onOpenChange: onOpen } : {})}>
      {trigger}
      <Popover placement={placement} offset={4} className={POPOVER}>
        <Base className="max-h-[inherit] min-w-44 overflow-auto p-1 outline-none">{children}</Base>
      </Popover>
    </MenuTrigger>
  );
}

export function MenuItem({
  label,
  onAction,
  keys,
  icon,
  isDisabled = false,
}: {
  label: string;
  onAction: () => void;
  keys?: string;
  icon?: ReactNode;
  isDisabled?: boolean;
}) {
  return (
    <BaseItem textValue={label} onAction={onAction} isDisabled={isDisabled} className={ITEM}>
      {icon}
      <span dir="auto" className="flex-1">
        {label}
      </span>
      {keys && <Keys keys={keys} />}
    </BaseItem>
  );
}

export function MenuLine() {
  return <Separator className="my-1 h-px bg-line" />;
}
