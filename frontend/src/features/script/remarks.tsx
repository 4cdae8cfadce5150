/** What is doubtful in the text, decisions whose text is gone, and lines that make no picture. */
import { useTranslation } from "react-i18next";
import type { Revision } from "./queries";
import { Words } from "./decided-list";

interface RemarksProps {
  remarks: Revision["remarks"];
  lost: Revision["lost"];
  /** Lines that make no picture, with the reason. */
  unseen: Revision["proposal"]["unseen"];
  onLine: (line: number) => void;
}

export function Remarks({ remarks, lost, unseen, onLine }: RemarksProps) {
  const { t } = useTranslation("script");
  if (remarks.length + lost.length + unseen.length === 0)
    return <p className="p-3 text-form text-muted">{t("proposal.no-remarks")}</p>;
  return (
    <div className="flex flex-col gap-4 p-3">
      {remarks.length > 0 && <Lines title={t("proposal.remarks")} lines={remarks} onLine={onLine} />}
      {lost.length > 0 && (
        <section>
          <h3 className="mb-1 text-form font-semibold">{t("proposal.lost", { count: lost.length })}</h3>
          <p className="mb-1 text-body text-muted">{t("proposal.lost-help")}</p>
          <ul>
            {lost.map((decision) => (
              <li key={JSON.stringify(decision)} className="py-1 text-body">
                <Words of={{ decision, words: t("proposal.gone") }} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {unseen.length > 0 && <Lines title={t("proposal.unseen")} lines={unseen} onLine={onLine} />}
    </div>
  );
}

interface LinesProps {
  title: string;
  lines: Revision["remarks"];
  onLine: (line: number) => void;
}

function Lines({ title, lines, onLine }: LinesProps) {
  const { t } = useTranslation("script");
  return (
    <section>
      <h3 className="mb-1 text-form font-semibold">{title}</h3>
      <ul>
        {lines.map(([line, text]) => (
          <li key={`${line}${text}`}>
            <button
              type="button"
              onClick={() => onLine(Number(line))}
              className="flex min-h-6 w-full gap-3 rounded-sm px-1 py-1 text-left text-body hover:bg-raised"
            >
              <span className="numbers w-14 shrink-0 text-muted">{t("line", { line })}</span>
              <span dir="auto" className="min-w-0 flex-1">
                {text}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
