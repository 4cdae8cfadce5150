/** The box of a row that can be selected; the row itself tells screen readers. */
import { classes } from "../../shared/lib/classes";

export function Tick({ on, some = false }: { on: boolean; some?: boolean }) {
  return (
    <span
      aria-hidden
      className={classes(
        "flex size-4 items-center justify-center rounded-sm border text-label",
        on ? "border-accent bg-accent text-on-accent" : some ? "border-accent text-accent" : "border-strong",
      )}
    >
      {on ? "✓" : some ? "–" : ""}
    </span>
  );
}
