/** A choice of one among a few, with a label. */
import { ChevronDown } from "lucide-react";
import { Button, Label, ListBox, ListBoxItem, Popover, Select as Base, SelectValue } from "react-aria-components";
import { classes } from "../lib/classes";
import { INPUT, LABEL } from "./field";

export interface Option<Value extends string> {
  value: Value;
  label: string;
}

export interface SelectProps<Value extends string> {
  label: string;
  options: readonly Option<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  /** The label is for screen readers alone. */
  labelHidden?: boolean;
  isDisabled?: boolean;
  className?: string;
}

export function Select<Value extends string>({
  label,
  options,
  value,
  onChange,
  labelHidden = false,
  isDisabled = false,
  className,
}: SelectProps<Value>) {
  return (
    <Base
      selectedKey={value}
      onSelectionChange={(key) => onChange(key as Value)}
      isDisabled={isDisabled}
      className={classes("flex flex-col gap-1", className)}
      {...(labelHidden ? { "aria-label": label } : {})}
    >
      {!labelHidden && <Label className={LABEL}>{label}</Label>}
      <Button className={classes(INPUT, "flex h-8 items-center justify-between gap-2 text-left")}>
        <SelectValue dir="auto" className="truncate" />
        <ChevronDown size={14} aria-hidden className="shrink-0 text-muted" />
      </Button>
      <Popover offset={4} className={POPOVER}>
        <ListBox className="max-h-72 min-w-(--trigger-width) overflow-auto p-1 outline-none">
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} textValue={option.label} className={ITEM}>
              <span dir="auto">{option.label}</span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Base>
  );
}

export const POPOVER =
  "max-w-[min(480px,calc(100vw-16px))] rounded-md border border-line bg-raised shadow-xl shadow-black/50";
export const ITEM =
  "flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 text-form outline-none focus:bg-accent/20 hover:bg-line selected:font-medium disabled:text-idle";
