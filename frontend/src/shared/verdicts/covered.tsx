/** What a verdict is about, before it is given: one box for each part of the take, where it has several. */
import { useTranslation } from "react-i18next";
import { Checkbox } from "../ui/field";
import { usePortNames } from "./port-names";
import { heldParts, type TakePort } from "./ports";

interface CoveredProps {
  ports: readonly TakePort[];
  chosen: readonly string[];
  onChoose: (ports: string[]) => void;
  /** What is approved already needs no approval. */
  approving: boolean;
}

export function Covered({ ports, chosen, onChoose, approving }: CoveredProps) {
  const { t } = useTranslation("player");
  const names = usePortNames();
  const parts = heldParts(ports);
  if (parts.length < 2) return null;
  return (
    <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <legend className="float-left pr-3 text-body text-muted">{t("ports.covers")}</legend>
      {parts.map((part) => (
        <Checkbox
          key={part.ports.join()}
          isDisabled={approving && part.state === "approved"}
          isSelected={part.ports.some((port) => chosen.includes(port))}
          onChange={(selected) =>
            onChoose([...chosen.filter((port) => !part.ports.includes(port)), ...(selected ? part.ports : [])])
          }
        >
          {names(part.ports)}
          {part.approvedBy && (
            <span className="text-muted"> ({t("ports.approved-by", { name: part.approvedBy })})</span>
          )}
        </Checkbox>
      ))}
    </fieldset>
  );
}
