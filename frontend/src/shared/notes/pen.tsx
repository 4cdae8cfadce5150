/** With what one draws: tool and colour, and taking back the last shape. */
import { ArrowUpRight, Circle, Pencil, Square, Type, Undo2 } from "lucide-react";
import { create } from "zustand";
import { Radio, RadioGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../keys/registry";
import { IconButton } from "../ui/button";
import { COLOURS, INK, TOOLS, type Colour, type Shape, type Tool } from "./drawing";
import "./words";

export interface Pen {
  tool: Tool;
  colour: Colour;
  /** Whether pointers draw on the picture. */
  on: boolean;
}

export const usePen = create<Pen>(() => ({ tool: "pen", colour: "red", on: false }));

const ICON = { pen: Pencil, arrow: ArrowUpRight, rectangle: Square, ellipse: Circle, text: Type };
const CHOICE =
  "flex size-7 cursor-default items-center justify-center rounded-md text-muted hover:bg-raised selected:bg-raised selected:text-accent selected:outline selected:outline-accent focus-visible:outline-2 focus-visible:outline-accent";

export function PenTools({ shapes, onChange }: { shapes: readonly Shape[]; onChange: (shapes: Shape[]) => void }) {
  const { t } = useTranslation("notes");
  const { tool, colour } = usePen();
  const undo = () => onChange(shapes.slice(0, -1));
  useShortcut({
    id: "notes.undo",
    label: t("draw.undo"),
    group: t("title"),
    keys: "mod+z",
    enabled: shapes.length > 0,
    inFields: false, // there it takes back what was typed
    run: undo,
  });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <RadioGroup
        aria-label={t("draw.tool")}
        orientation="horizontal"
        value={tool}
        onChange={(chosen) => usePen.setState({ tool: chosen as Tool })}
        className="flex"
      >
        {TOOLS.map((each) => {
          const Icon = ICON[each];
          return (
            <Radio key={each} value={each} aria-label={t(`draw.tools.${each}`)} className={CHOICE}>
              <Icon size={16} aria-hidden />
            </Radio>
          );
        })}
      </RadioGroup>
      <RadioGroup
        aria-label={t("draw.colour")}
        orientation="horizontal"
        value={colour}
        onChange={(chosen) => usePen.setState({ colour: chosen as Colour })}
        className="flex"
      >
        {COLOURS.map((each) => (
          <Radio key={each} value={each} aria-label={t(`draw.colours.${each}`)} className={CHOICE}>
            <svg aria-hidden viewBox="0 0 16 16" className="size-4">
              <circle cx="8" cy="8" r="7" fill={INK[each]} stroke="#8a97aa" />
            </svg>
          </Radio>
        ))}
      </RadioGroup>
      <IconButton
        label={t("draw.undo")}
        command="notes.undo"
        icon={<Undo2 size={16} />}
        isDisabled={shapes.length === 0}
        onPress={undo}
      />
    </div>
  );
}
