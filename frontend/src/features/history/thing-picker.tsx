/** A scene, shot or reference by name: type a part of it, or walk the list. */
import { ChevronDown } from "lucide-react";
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { INPUT, LABEL } from "../../shared/ui/field";
import { ITEM, POPOVER } from "../../shared/ui/select";
import type { Thing } from "./use-thing-name";

interface ThingPickerProps {
  label: string;
  /** What no choice is called. */
  none: string;
  things: readonly Thing[];
  chosen: string | undefined;
  onChange: (id: string | undefined) => void;
  labelShown?: boolean;
  className?: string;
}

const NOTHING = "none";

export function ThingPicker({
  label,
  none,
  things,
  chosen,
  onChange,
  labelShown = false,
  className,
}: ThingPickerProps) {
  const { t } = useTranslation("history");
  const items = [{ id: NOTHING, kind: "", name: none }, ...things];
  return (
    <ComboBox
      key={`${chosen} ${items.find(({ id }) => id === chosen)?.name}`}
      defaultItems={items}
      defaultSelectedKey={chosen ?? NOTHING}
      menuTrigger="focus"
      onSelectionChange={(key) =>
        key !== null && key !== (chosen ?? NOTHING) && onChange(key === NOTHING ? undefined : String(key))
      }
      className={classes("flex flex-col gap-1", className)}
      {...(labelShown ? {} : { "aria-label": label })}
    >
      {labelShown && <Label className={LABEL}>{label}</Label>}
      <div className="relative flex items-center">
        <Input className={classes(INPUT, "h-8 pr-8")} onFocus={(event) => event.currentTarget.select()} />
        <Button className="absolute right-0 flex size-8 cursor-default items-center justify-center text-muted">
          <ChevronDown size={14} aria-hidden />
        </Button>
      </div>
      <Popover offset={4} className={POPOVER}>
        <ListBox<Thing>
          className="max-h-72 min-w-(--trigger-width) overflow-auto p-1 outline-none"
          renderEmptyState={() => <p className="px-2 py-1 text-body text-muted">{t("no-thing")}</p>}
        >
          {({ id, kind, name }) => (
            <ListBoxItem id={id} textValue={name} className={ITEM}>
              <span className="flex-1">{name}</span>
              {kind && <span className="text-body text-muted">{t(`kind-one.${kind}`, { defaultValue: kind })}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
