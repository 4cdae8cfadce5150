/** What scrolls by itself must take the focus, so that keys can scroll it. */
import type { HTMLAttributes } from "react";
import { classes } from "../lib/classes";

interface Props extends HTMLAttributes<HTMLElement> {
  as?: "div" | "pre" | "ul";
}

export function Scrolling({ as: Tag = "div", className, ...rest }: Props) {
  return <Tag {...rest} tabIndex={0} className={classes("overflow-auto", className)} />;
}
