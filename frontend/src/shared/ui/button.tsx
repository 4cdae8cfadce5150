/** Buttons: primary (one per view), plain, quiet (toolbars), danger (irreversible or spending). */
import type { ReactNode } from "react";
import { Button as Base, type ButtonProps as BaseProps } from "react-aria-components";
import { useKeysOf } from "../keys/registry";
import { classes } from "../lib/classes";
import { Keys } from "./keys";
import { Tip } from "./tip";

const KIND = {
  primary: "bg-accent text-on-accent font-medium hover:brightness-110 disabled:bg-raised disabled:text-muted",
  plain: "bg-raised border border-line hover:border-strong disabled:text-idle disabled:border-line",
  quiet: "text-muted hover:text-text hover:bg-raised disabled:text-idle disabled:bg-transparent",
  danger: "bg-raised border border-failed/60 text-text hover:bg-failed/12 disabled:border-line disabled:text-idle",
};

export interface ButtonProps extends Omit<BaseProps, "className" | "children"> {
  kind?: keyof typeof KIND;
  size?: "small" | "normal";
  icon?: ReactNode;
  children?: ReactNode;
  className?: string;
}

export function Button({ kind = "plain", size = "normal", icon, children, className, ...rest }: ButtonProps) {
  const height = size === "small" ? "h-6 px-2 text-body" : "h-8 px-3 text-form";
  return (
    <Base
      {...rest}
      className={classes(
        "inline-flex shrink-0 cursor-default items-center justify-center gap-1.5 rounded-md whitespace-nowrap transition-colors disabled:cursor-not-allowed",
        height,
        KIND[kind],
        className,
      )}
    >
      {icon}
      {children}
    </Base>
  );
}

export interface IconButtonProps extends Omit<BaseProps, "className" | "children" | "aria-label"> {
  label: string;
  icon: ReactNode;
  /** The id of the command whose keys the tooltip names. */
  command?: string;
  className?: string;
}

/** A button of an icon alone, 28 px, whose tooltip names it and its keys. */
export function IconButton({ label, icon, command = "", className, ...rest }: IconButtonProps) {
  const keys = useKeysOf(command);
  return (
    <Tip text={label} {...(keys ? { end: <Keys keys={keys} /> } : {})}>
      <Base
        {...rest}
        aria-label={label}
        className={classes(
          "inline-flex size-7 shrink-0 cursor-default items-center justify-center rounded-md text-muted transition-colors hover:bg-raised hover:text-text pressed:bg-line disabled:text-idle",
          className,
        )}
      >
        {icon}
      </Base>
    </Tip>
  );
}
