/** A tooltip around something that takes focus. */
import type { ReactElement, ReactNode } from "react";
import { Tooltip, TooltipTrigger, type TooltipProps } from "react-aria-components";

interface TipProps {
  text: ReactNode;
  end?: ReactNode;
  placement?: NonNullable<TooltipProps["placement"]>;
  children: ReactElement;
}

export function Tip({ text, end, placement = "bottom", children }: TipProps) {
  return (
    <TooltipTrigger delay={400} closeDelay={0}>
      {children}
      <Tooltip
        placement={placement}
        offset={6}
        className="flex max-w-72 items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-body text-text shadow-lg shadow-black/40"
      >
        {text}
        {end}
      </Tooltip>
    </TooltipTrigger>
  );
}
