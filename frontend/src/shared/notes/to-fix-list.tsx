/** The checklist of a verdict: what must be fixed and nobody has resolved yet. */
import { useTranslation } from "react-i18next";
import { useNumbering } from "../player/numbering";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { LOOK, keyOf, toFix, type Thread } from "./notes";
import { useThreadAct } from "./notes-panel";
import "./words";

type Resolved = (take: string, version: number) => void;

/** `onResolved` hears the version that a take has since: who resolves a note has seen that. */
export function ToFixList({ threads, onResolved }: { threads: readonly Thread[]; onResolved: Resolved }) {
  const { t } = useTranslation("notes");
  const open = toFix(threads);
  if (open.length === 0) return null;
  return (
    <section aria-label={t("to-fix.title")} className="max-h-32 overflow-y-auto">
      <p className="text-body font-medium">{t("to-fix.count", { count: open.length })}</p>
      <ul>
        {open.map((thread) => (
          <Row key={keyOf(thread)} thread={thread} onResolved={onResolved} />
        ))}
      </ul>
    </section>
  );
}

function Row({ thread, onResolved }: { thread: Thread; onResolved: Resolved }) {
  const { t } = useTranslation("notes");
  const { may } = useProduction();
  const { number } = useNumbering();
  const act = useThreadAct(thread, ({ id, version }) => onResolved(id, version));
  return (
    <li className="flex items-center gap-2 text-body">
      <span aria-hidden className={LOOK.must_fix.text}>
        {LOOK.must_fix.glyph}
      </span>
      {thread.frame !== null && <span className="numbers text-muted">{number(thread.frame)}</span>}
      <span dir="auto" className="min-w-0 flex-1 truncate" title={thread.text}>
        {thread.text_erased ? t("erased") : thread.text}
      </span>
      {thread.carried && <span className="text-muted">{t("from", { number: thread.take.number })}</span>}
      {may("resolve", thread.can).allowed && (
        <Button
          size="small"
          kind="quiet"
          aria-label={t("resolve-one", { text: thread.text })}
          isDisabled={act.saving}
          onPress={() => act.run({ do: "resolve" })}
        >
          {t("resolve")}
        </Button>
      )}
    </li>
  );
}
