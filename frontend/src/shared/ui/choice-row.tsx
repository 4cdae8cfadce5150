/** A row of a list of things of which one is looked at: that one is marked at its edge. */
import type { ReactNode } from "react";

import { classes } from "../lib/classes";

export function ChoiceRow({
  selected,
  onSelect,
  edge = "border-t",
  inner = "flex w-full gap-2 p-2 compact:py-0.5 text-left hover:bg-raised",
  below,
  children,
}: {
  selected: boolean;
  onSelect: () => void;
  /** The line that parts it from its neighbours. */
  edge?: string;
  inner?: string;
  /** What stands under the button, which has more to click. */
  below?: ReactNode;
  children: ReactNode;
}) {
  return (
    <li
      className={classes(
        edge,
        "border-line border-l-2",
        selected ? "border-l-accent bg-raised" : "border-l-transparent",
      )}
    >
      <button type="button" onClick={onSelect} aria-current={selected ? "true" : undefined} className={inner}>
        {children}
      </button>
      {below}
    </li>
  );
}
