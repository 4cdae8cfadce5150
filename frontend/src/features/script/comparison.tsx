/** What saving would do: scenes and shots by what happens to them. */
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import type { components } from "../../shared/api/schema";
import type { Revision } from "./queries";

type Verdicts = components["schemas"]["Verdicts"];
type Verdict = keyof Verdicts;

const ORDER: readonly Verdict[] = ["created", "changed", "moved", "removed", "restored"];
const GLYPH: Record<Verdict, string> = { created: "+", changed: "~", moved: "↕", removed: "−", restored: "↩" };
const COLOUR: Record<Verdict, string> = {
  created: "text-approved",
  changed: "text-in-review",
  moved: "text-queued",
  removed: "text-failed",
  restored: "text-running",
};

export interface ComparisonProps {
  revision: Revision;
  /** The text was changed after this comparison. */
  old: boolean;
  onShot: (shot: string) => void;
}

export function Comparison({ revision, old, onShot }: ComparisonProps) {
  const { t } = useTranslation("script");
  const { scenes, shots } = revision;
  const nothing = ORDER.every((verdict) => scenes[verdict].length + shots[verdict].length === 0);
  return (
    <div className={classes("flex flex-col gap-4 p-3", old && "opacity-60")}>
      {nothing && <p className="text-form text-muted">{t("compare.nothing")}</p>}
      <Things title={t("compare.scenes")} verdicts={scenes} />
      <Things title={t("compare.shots")} verdicts={shots} onOpen={onShot} />
    </div>
  );
}

function Things({ title, verdicts, onOpen }: { title: string; verdicts: Verdicts; onOpen?: (id: string) => void }) {
  const { t } = useTranslation("script");
  const present = ORDER.filter((verdict) => verdicts[verdict].length > 0);
  if (present.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 flex items-center gap-3 text-form font-semibold">
        {title}
        {present.map((verdict) => (
          <Count key={verdict} verdict={verdict} count={verdicts[verdict].length} />
        ))}
      </h3>
      {present.map((verdict) => (
        <ul key={verdict} aria-label={t(`verdict.${verdict}`)} className="mb-2">
          {verdicts[verdict].map((thing) => (
            <li key={thing.id} className="flex gap-2 border-t border-line py-1.5 text-body">
              <span aria-hidden className={classes("w-3 shrink-0 text-center font-semibold", COLOUR[verdict])}>
                {GLYPH[verdict]}
              </span>
              <div className="min-w-0">
                <p className="flex gap-2">
                  {onOpen && verdict !== "created" && verdict !== "restored" ? (
                    <button
                      type="button"
                      onClick={() => onOpen(thing.id)}
                      className="numbers underline decoration-strong underline-offset-2 hover:decoration-text"
                    >
                      {thing.code}
                    </button>
                  ) : (
                    <span className="numbers">{thing.code}</span>
                  )}
                  <span className="text-muted">{t(`verdict.${verdict}`)}</span>
                </p>
                <p
                  dir="auto"
                  title={thing.text}
                  className={classes(
                    "line-clamp-3 whitespace-pre-line text-muted",
                    verdict === "removed" && "line-through",
                  )}
                >
                  {thing.text}
                </p>
              </div>
            </li>
          ))}
        </ul>
      ))}
    </section>
  );
}

function Count({ verdict, count }: { verdict: Verdict; count: number }) {
  const { t } = useTranslation("script");
  return (
    <span title={t(`verdict.${verdict}`)} className="numbers flex items-center gap-1 text-label font-normal">
      <span aria-hidden className={COLOUR[verdict]}>
        {GLYPH[verdict]}
      </span>
      <span className="sr-only">{t(`verdict.${verdict}`)}</span>
      {count}
    </span>
  );
}
