/** Parts that the panels of this screen share: a panel under a heading, progress, a verdict, and a right that is missing. */
import { useId, type ReactNode } from "react";
import { Label, ProgressBar } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { components } from "../../shared/api/schema";
import { classes } from "../../shared/lib/classes";
import { Button, type ButtonProps } from "../../shared/ui/button";
import type { May } from "../../shared/routing/use-production";

export function Panel({
  title,
  help,
  action,
  children,
}: {
  title: string;
  help?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 flex-col gap-3 rounded-md border border-line bg-panel p-4 text-form"
    >
      <header className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h2 id={id} className="text-title font-semibold">
          {title}
        </h2>
        {action}
      </header>
      {help && <p className="-mt-2 max-w-prose text-body text-muted">{help}</p>}
      {children}
    </section>
  );
}

/** A button that says beside it why it is off. */
export function MayButton({ may, ...rest }: ButtonProps & { may: May }) {
  const id = useId();
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Button
        {...rest}
        isDisabled={!may.allowed || (rest.isDisabled ?? false)}
        {...(may.reason ? { "aria-describedby": id } : {})}
      />
      {!may.allowed && may.reason && (
        <span id={id} className="text-body text-muted">
          {may.reason}
        </span>
      )}
    </span>
  );
}

export function Progress({ label, done, total }: { label: string; done: number; total: number }) {
  const { t } = useTranslation("verification");
  const known = total > 0;
  return (
    <ProgressBar value={done} maxValue={Math.max(total, 1)} isIndeterminate={!known} className="flex flex-col gap-1">
      {({ percentage }) => (
        <>
          <div className="flex justify-between text-body">
            <Label>{label}</Label>
            {known && <span className="numbers text-muted">{t("progress", { done, total })}</span>}
          </div>
          <div className="h-1.5 overflow-hidden rounded-full bg-line">
            <div
              className={classes("h-full rounded-full bg-running", !known && "w-1/4 motion-safe:animate-pulse")}
              {...(known ? { style: { width: `${percentage ?? 0}%` } } : {})}
            />
          </div>
        </>
      )}
    </ProgressBar>
  );
}

export type Verdict = NonNullable<components["schemas"]["Verification"]["verdict"]> | "none";

const LOOK: Readonly<Record<Verdict, { glyph: string; text: string; edge: string }>> = {
  verified: { glyph: "✓", text: "text-approved", edge: "border-l-approved" },
  mismatch: { glyph: "✕", text: "text-failed", edge: "border-l-failed" },
  gap: { glyph: "✕", text: "text-failed", edge: "border-l-failed" },
  "another-key": { glyph: "!", text: "text-changes", edge: "border-l-changes" },
  none: { glyph: "○", text: "text-idle", edge: "border-l-idle" },
};

export const lookOf = (verdict: Verdict) => LOOK[verdict];

export interface Judged {
  verdict: Verdict;
  upto: number;
  firstBad: number | null;
}

/** "VERIFIED to #78", "MISMATCH at #31", in the words of the screen. */
export function useVerdictWords(): (judged: Judged) => string {
  const { t } = useTranslation("verification");
  return ({ verdict, upto, firstBad }) => {
    if (verdict === "none") return t("verdict.none");
    if (verdict === "verified") return upto > 0 ? t("verdict.verified", { upto }) : t("verdict.unsigned");
    return firstBad === null || verdict === "another-key"
      ? t(`verdict.${verdict}`)
      : t(`verdict.${verdict}-at`, { position: firstBad });
  };
}

export function VerdictLine({ judged, at }: { judged: Judged; at?: ReactNode }) {
  const words = useVerdictWords();
  const look = lookOf(judged.verdict === "verified" && judged.upto === 0 ? "none" : judged.verdict);
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-title font-semibold">
      <span aria-hidden className={look.text}>
        {look.glyph}
      </span>
      {words(judged)}
      {at && <span className="text-body font-normal text-muted">{at}</span>}
    </p>
  );
}
