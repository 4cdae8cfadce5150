/** What is not as it should be, each with the position that it concerns, linked to the history. */
import { useTranslation } from "react-i18next";
import { Scrolling } from "../../shared/ui/scrolling";
import { EventLink } from "../../shared/ui/event-link";

export interface Told {
  position: number | null;
  /** "event", "media", … where it is known. */
  where?: string;
  text: string;
}

export function Findings({ findings }: { findings: readonly Told[] }) {
  const { t } = useTranslation("verification");
  if (findings.length === 0) return null;
  return (
    <Scrolling
      as="ul"
      aria-label={t("findings")}
      className="max-h-72 rounded-md border border-line border-l-2 border-l-failed bg-base"
    >
      {findings.map(({ position, where, text }, index) => (
        <li key={`${index}${text}`} className="flex gap-3 border-line px-3 py-1.5 not-first:border-t">
          <span className="numbers w-16 shrink-0 text-right">
            {position === null ? "–" : <EventLink position={position}>#{position}</EventLink>}
          </span>
          {where && <span className="w-20 shrink-0 text-muted">{where}</span>}
          <span className="min-w-0 break-words">{text}</span>
        </li>
      ))}
    </Scrolling>
  );
}
