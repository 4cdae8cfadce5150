/** What was decided: what is not saved, which can be taken back, and what every import applies, or no longer can. */
import { Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/button";
import { aboutOf, type Decided } from "./decisions";
import { LineButton } from "./shot-detail";

interface DecidedListProps {
  decided: readonly Decided[];
  /** What those are about that are not saved. */
  unsaved: ReadonlySet<string>;
  onBack: (about: string) => void;
  onLine: (line: number) => void;
}

export function DecidedList({ decided, unsaved, onBack, onLine }: DecidedListProps) {
  const { t } = useTranslation("script");
  if (decided.length === 0) return <p className="p-3 text-form text-muted">{t("proposal.undecided")}</p>;
  return (
    <ul aria-label={t("proposal.tab.decided")} className="p-3">
      {decided.map((each) => (
        <li
          key={aboutOf(each.decision)}
          className="flex items-center gap-2 border-t border-line py-1.5 text-body first:border-t-0"
        >
          {each.line !== null && <LineButton line={each.line} onLine={onLine} />}
          <span dir="auto" className="min-w-0 flex-1">
            <Words of={each} />
          </span>
          {unsaved.has(aboutOf(each.decision)) && (
            <span className="shrink-0 text-label text-in-review">● {t("proposal.not-saved")}</span>
          )}
          <Button
            size="small"
            icon={<Undo2 size={13} aria-hidden />}
            aria-label={t("proposal.back-one", { words: each.words })}
            onPress={() => onBack(aboutOf(each.decision))}
          >
            {t("proposal.back")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

const shortened = (words: string) => (words.length > 80 ? `${words.slice(0, 80)}…` : words);

export function Words({ of: { decision, words } }: { of: Pick<Decided, "decision" | "words"> }) {
  const { t } = useTranslation("script");
  const said = `“${shortened(words) || t("proposal.some-text")}”`;
  if (decision.decision === "length")
    return t("proposal.said.length", { words: said, seconds: decision.milliseconds / 1000 });
  if (decision.decision === "alias") return t("proposal.said.alias", { name: decision.name, of: decision.of });
  if (decision.decision === "refuse")
    return t("proposal.said.refuse", { name: decision.name, kind: t(`proposal.kind.${decision.kind}`) });
  if (decision.decision === "absent") return t("proposal.said.absent", { words: said, name: decision.name });
  return t(`proposal.said.${decision.decision}`, { words: said });
}
