/** A table in a frame, which scrolls sideways by itself where the window is too narrow for its columns. */
import type { ReactNode } from "react";
import { classes } from "../lib/classes";
import { Scrolling } from "./scrolling";
import { PANEL } from "./section";

interface TableProps {
  /** As class, how wide it is at least, such as `min-w-xl`. */
  least: string;
  /** What it is a table of, for who comes to it with the keyboard to scroll it. */
  label: string;
  children: ReactNode;
}

export function Table({ least, label, children }: TableProps) {
  return (
    <Scrolling role="group" aria-label={label} className={classes(PANEL, "relative")}>
      <table className={classes("w-full text-left", least)}>{children}</table>
    </Scrolling>
  );
}

/** Its row of headings. */
export function Headings({ children }: { children: ReactNode }) {
  return (
    <thead>
      <tr className="text-label text-muted [&>th]:px-3 [&>th]:py-1.5 compact:[&>th]:py-1 [&>th]:font-medium">
        {children}
      </tr>
    </thead>
  );
}
