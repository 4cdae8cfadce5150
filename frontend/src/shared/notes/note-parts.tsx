/** What there is to a note beside its words: its kind, its frames, whom it mentions, and what is drawn. */
import { AtSign, Pencil } from "lucide-react";
import { useEffect } from "react";
import { ToggleButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../keys/registry";
import { useNumbering } from "../player/numbering";
import type { Words } from "../player/use-verdict";
import { Button } from "../ui/button";
import { Menu, MenuItem } from "../ui/menu";
import { Select } from "../ui/select";
import { KINDS } from "./notes";
import { PenTools, usePen } from "./pen";
import "./words";

interface NotePartsProps {
  said: Words;
  members: readonly { person: string; name: string }[];
  onWrite: (part: Partial<Words>) => void;
}

export function NoteParts({ said, members, onWrite }: NotePartsProps) {
  const { t } = useTranslation("notes");
  const drawing = usePen(({ on }) => on);
  const { frame, last } = said;
  const { number } = useNumbering();
  useEffect(() => () => usePen.setState({ on: false }), []);
  useShortcut({
    id: "notes.draw",
    label: t("draw.start"),
    group: t("title"),
    keys: "shift+d",
    run: () => usePen.setState({ on: !drawing }),
  });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Select
        label={t("kind")}
        labelHidden
        className="w-32"
        options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        value={said.note ?? "note"}
        onChange={(note) => onWrite({ note })}
      />
      {last !== null && last !== undefined && (
        <span className="numbers text-body text-muted">{t("range", { first: number(frame), last: number(last) })}</span>
      )}
      <Menu
        placement="top start"
        trigger={
          <Button size="small" icon={<AtSign size={14} aria-hidden />}>
            {t("mention")}
          </Button>
        }
      >
        {members.map(({ person, name }) => (
          <MenuItem
            key={person}
            label={name}
            onAction={() =>
              onWrite({ text: `${said.text}${said.text && !said.text.endsWith(" ") ? " " : ""}@${name} ` })
            }
          />
        ))}
      </Menu>
      <ToggleButton
        isSelected={drawing}
        onChange={(on) => usePen.setState({ on })}
        className="inline-flex h-6 cursor-default items-center gap-1.5 rounded-md border border-line bg-raised px-2 text-body hover:border-strong selected:border-accent selected:text-accent"
      >
        <Pencil size={14} aria-hidden />
        {t("draw.start")}
      </ToggleButton>
      {drawing && <PenTools shapes={said.drawing ?? []} onChange={(shapes) => onWrite({ drawing: shapes })} />}
    </div>
  );
}
