/** "?": every shortcut that works here, by group. */
import { useTranslation } from "react-i18next";
import { setSingleKeys, useCommands, type Command } from "../../shared/keys/registry";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox } from "../../shared/ui/field";
import { Keys } from "../../shared/ui/keys";
import { useOverlays } from "./overlays";

export function HelpSheet() {
  const { t } = useTranslation("shell");
  const { open, show } = useOverlays();
  const { commands, singleKeys } = useCommands();
  const groups = groupBy(
    Object.values(commands).filter((each) => each.keys && each.enabled !== false),
    (each) => each.group,
  );
  return (
    <Dialog
      title={t("help.title")}
      open={open === "help"}
      onClose={() => show(null)}
      width="medium"
      footer={
        <Checkbox isSelected={singleKeys} onChange={setSingleKeys}>
          {t("help.single")}
        </Checkbox>
      }
    >
      <div className="columns-2 gap-8">
        {[...groups].map(([group, members]) => (
          <Group key={group} name={group} members={members} />
        ))}
      </div>
    </Dialog>
  );
}

function Group({ name, members }: { name: string; members: Command[] }) {
  return (
    <section className="mb-4 break-inside-avoid">
      <h3 className="mb-1 text-label font-medium text-muted">{name}</h3>
      <dl>
        {members.map((command) => (
          <div key={command.id} className="flex h-7 items-center justify-between border-b border-line/50 text-form">
            <dt>{command.label}</dt>
            <dd>{command.keys && <Keys keys={command.keys} />}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function groupBy<Item>(items: Item[], name: (item: Item) => string): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) found.set(name(item), [...(found.get(name(item)) ?? []), item]);
  return found;
}
