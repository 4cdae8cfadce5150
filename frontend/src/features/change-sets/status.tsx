/** The status of a change set, with a mark that does not rest on colour alone. */
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import type { Summary } from "../../shared/change-sets/calls";

const LOOK: Record<Summary["status"], { glyph: string; colour: string }> = {
  draft: { glyph: "✎", colour: "text-muted" },
  proposed: { glyph: "◇", colour: "text-accent" },
  applied: { glyph: "✓", colour: "text-approved" },
  withdrawn: { glyph: "✕", colour: "text-idle" },
};

export function Status({ status }: { status: Summary["status"] }) {
  const { t } = useTranslation("change-sets");
  const { glyph, colour } = LOOK[status];
  return (
    <span className="inline-flex shrink-0 items-center gap-1 text-body text-muted">
      <span aria-hidden className={classes("w-3 text-center", colour)}>
        {glyph}
      </span>
      {t(`status.${status}`)}
    </span>
  );
}
