/** The captions of a take, cue by cue, with what is in doubt of each; a press goes to where it stands. */
import { useTranslation } from "react-i18next";
import { shown, type Captions } from "./cues";
import { useFinding } from "./use-finding";
import "./words";

interface CueListProps {
  captions: Captions;
  onGo: (milliseconds: number) => void;
}

export function CueList({ captions: { cues, doubts, language }, onGo }: CueListProps) {
  const { t } = useTranslation("captions");
  const say = useFinding();
  const lost = doubts.filter(({ cue }) => cue === null);
  return (
    <section aria-label={t("title")} className="flex flex-col gap-1 border-t border-line p-3 text-body">
      <h2 className="text-label text-muted">{t("of-take", { language, count: cues.length })}</h2>
      <ol className="flex flex-col">
        {cues.map((cue, number) => (
          <li key={`${cue.start_ms} ${number}`} className="flex items-baseline gap-3">
            <button
              type="button"
              className="numbers shrink-0 text-accent hover:underline"
              onClick={() => onGo(cue.start_ms)}
            >
              {t("from-to", { from: seconds(cue.start_ms), to: seconds(cue.end_ms) })}
            </button>
            <span dir="auto" className="whitespace-pre-line">
              {shown(cue)}
            </span>
            <span className="text-changes">
              {doubts
                .filter((doubt) => doubt.cue === number)
                .map(say)
                .join(" ")}
            </span>
          </li>
        ))}
        {lost.map((doubt, index) => (
          <li key={`${doubt.matter} ${doubt.text} ${index}`} className="text-changes">
            <span dir="auto">“{doubt.text}”</span> {say(doubt)}
          </li>
        ))}
      </ol>
    </section>
  );
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(2);
