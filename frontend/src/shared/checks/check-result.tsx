/** What a check says of a shot: a mark with words and numbers, short in a cell, whole on a page. */
import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";
import { classes } from "../lib/classes";

export type Check = components["schemas"]["Check"];
type Finding = components["schemas"]["CheckFinding"];

/** "✓ well" or "⚠ 2 findings", with all of them on hover. */
export function CheckMark({ check }: { check: Check }) {
  const { t } = useTranslation("checks");
  const say = useFinding();
  const count = check.findings.length;
  return (
    <span
      className={classes("truncate whitespace-nowrap", count ? "text-changes" : "text-approved")}
      title={check.findings.map(say).join("\n") || t("within")}
    >
      <span aria-hidden>{count ? "⚠" : "✓"}</span> {count ? t("found", { count }) : t("well")}
    </span>
  );
}

/** Every finding as a sentence with its numbers, and what was measured. */
export function CheckResult({ check }: { check: Check }) {
  const { t } = useTranslation("checks");
  const say = useFinding();
  return (
    <div className="flex flex-col gap-1 text-body">
      <CheckMark check={check} />
      {check.findings.length > 0 && (
        <ul>
          {check.findings.map((finding) => (
            <li key={`${finding.matter} ${finding.against}`}>{say(finding)}</li>
          ))}
        </ul>
      )}
      <p className="numbers text-muted">
        {t("measured", { flicker: check.flicker, pulse: check.pulse, light: check.light, warmth: check.warmth })}
      </p>
    </div>
  );
}

function useFinding() {
  const { t } = useTranslation("checks");
  return ({ matter, against, measured, limit, code }: Finding) =>
    t(`finding.${matter}`, { measured, limit, against: t(`against.${against}`, { code }) });
}
