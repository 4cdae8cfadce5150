/** The plain verdict, in large: the worst of what the server and this browser found, by which way and how long ago. */
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { RelativeTime } from "../../shared/ui/figures";
import { lookOf, useVerdictWords, type Judged, type Verdict } from "./parts";
import type { Checkpoint, Verification } from "./queries";
import type { Found } from "./use-browser-check";

interface HeroProps {
  checkpoint: Checkpoint | undefined;
  server: Verification | null;
  browser: Found | null;
}

export function Hero({ checkpoint, server, browser }: HeroProps) {
  const { t } = useTranslation("verification");
  const words = useVerdictWords();
  const judged = worst([serverJudged(server), browser]);
  const look = lookOf(judged.verdict === "verified" && judged.upto === 0 ? "none" : judged.verdict);
  const since = checkpoint && judged.verdict === "verified" && judged.upto > 0 ? checkpoint.head - judged.upto : 0;
  return (
    <div
      role="status"
      className={classes("flex flex-col gap-1 rounded-md border border-line border-l-4 bg-panel px-6 py-5", look.edge)}
    >
      <p className="flex items-baseline gap-3 text-[28px] leading-9 font-semibold">
        <span aria-hidden className={look.text}>
          {look.glyph}
        </span>
        <span data-verdict>{words(judged)}</span>
      </p>
      <p className="text-form text-muted">
        {judged.verdict === "none" && t("hero.none")}
        {server?.verdict && server.finished_at && (
          <span className="mr-4">
            {t("hero.server")} <RelativeTime at={server.finished_at} />
          </span>
        )}
        {browser && (
          <span>
            {t("hero.browser")} <RelativeTime at={browser.at.toISOString()} />
          </span>
        )}
      </p>
      {since > 0 && <p className="text-form text-muted">{t("hero.since", { count: since })}</p>}
      {(judged.verdict === "mismatch" || judged.verdict === "gap") && (
        <p className="text-form">{t("hero.bad", { good: judged.upto })}</p>
      )}
      {judged.verdict === "another-key" && <p className="text-form">{t("hero.another-key")}</p>}
    </div>
  );
}

export function serverJudged(server: Verification | null): Judged | null {
  if (!server?.verdict) return null;
  return { verdict: server.verdict, upto: server.upto ?? 0, firstBad: server.first_bad ?? null };
}

const RANK: Readonly<Record<Verdict, number>> = {
  none: 0,
  verified: 1,
  "another-key": 2,
  gap: 3,
  mismatch: 4,
};

/** The worse verdict of two; of equal ones the one that reaches further. */
function worst(found: readonly (Judged | null)[]): Judged {
  const known = found.filter((each) => each !== null);
  const ordered = known.toSorted((one, other) => RANK[other.verdict] - RANK[one.verdict] || other.upto - one.upto);
  return ordered[0] ?? { verdict: "none", upto: 0, firstBad: null };
}
