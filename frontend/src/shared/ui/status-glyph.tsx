/** The state of a shot, cell, take, job or order: glyph, colour and words. */
import { useTranslation } from "react-i18next";
import { classes } from "../lib/classes";
import { isState, lookOf } from "./status";

export interface StatusGlyphProps {
  /** As the API names it: "approved", "changes requested", "out of date", "running", ... */
  state: string;
  /** What an order does or did to the shot, said beside its review; "none" says nothing. */
  work?: string | undefined;
  /** Out of date beside the state: a hatched mark with its own words. */
  stale?: boolean;
  locked?: boolean;
  /** The words are read out and shown as a tooltip, not printed. */
  compact?: boolean;
  className?: string;
}

export function useStateLabel(): (state: string) => string {
  const { t } = useTranslation();
  return (state) => (isState(state) ? t(`state.${state}`) : t("state.unknown", { state }));
}

export function StatusGlyph({
  state,
  work,
  stale = false,
  locked = false,
  compact = false,
  className,
}: StatusGlyphProps) {
  const label = useStateLabel();
  const flags = [work !== "none" && work, stale && "stale", locked && "locked"].filter(
    (flag) => typeof flag === "string",
  );
  const words = [state, ...flags].map(label).join(", ");
  return (
    <span
      className={classes("relative inline-flex items-center gap-1.5 whitespace-nowrap", className)}
      title={compact ? words : undefined}
    >
      {[state, ...flags].map((each) => (
        <span
          key={each}
          aria-hidden
          className={classes(
            "inline-block w-3 text-center",
            lookOf(each).text,
            each === "running" && "motion-safe:animate-pulse",
          )}
        >
          {lookOf(each).glyph}
        </span>
      ))}
      <span className={compact ? "sr-only" : ""}>{words}</span>
    </span>
  );
}
