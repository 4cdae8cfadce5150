/** How each part of a take stands with the reviewers, where it has several; of one that is approved, by whom. */
import { useTranslation } from "react-i18next";
import { classes } from "../lib/classes";
import { useStateLabel } from "../ui/status-glyph";
import { lookOf } from "../ui/status";
import { usePortNames } from "./port-names";
import { heldParts, type TakePort } from "./ports";

export function PortChips({ ports, className }: { ports: readonly TakePort[]; className?: string }) {
  const { t } = useTranslation("player");
  const names = usePortNames();
  const label = useStateLabel();
  const parts = heldParts(ports);
  if (parts.length < 2) return null;
  return (
    <ul aria-label={t("ports.title")} className={classes("flex flex-wrap gap-1", className)}>
      {parts.map((part) => {
        const look = lookOf(part.state);
        const by = part.approvedBy ? t("ports.approved-by", { name: part.approvedBy }) : label(part.state);
        return (
          <li
            key={part.ports.join()}
            title={by}
            className={classes("flex items-center gap-1 rounded-sm px-1.5 text-label", look.tint)}
          >
            <span aria-hidden className={look.text}>
              {look.glyph}
            </span>
            {names(part.ports)}
            <span className="sr-only">: {by}</span>
          </li>
        );
      })}
    </ul>
  );
}
