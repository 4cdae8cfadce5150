/** The shot that one stands on: its lines, who is in it and why, and what can be decided about it. */
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useDraft } from "../../shared/drafts/use-draft";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { Keys } from "../../shared/ui/keys";
import { millisecondsOf } from "../../shared/breakdown/length";
import type { Deciding } from "./use-deciding";
import type { ShotRow } from "./proposal-rows";
import type { ProposedCast } from "./proposal";

interface ShotDetailProps {
  row: ShotRow;
  /** How many shots are chosen; acts are on all of them. */
  chosen: number;
  deciding: Deciding;
  onLine: (line: number) => void;
}

export function ShotDetail({ row, chosen, deciding, onLine }: ShotDetailProps) {
  const { t } = useTranslation("script");
  const title = useId();
  const { shot } = row;
  return (
    <section
      aria-labelledby={title}
      className="flex max-h-[46%] shrink-0 flex-col gap-3 overflow-auto border-t border-line bg-panel p-3"
    >
      <header className="flex flex-wrap items-center gap-2">
        <h3 id={title} className="numbers text-form font-semibold">
          {shot.code}
        </h3>
        <LineButton line={row.line} last={row.last} onLine={onLine} />
        <span className="flex-1" />
        <Button size="small" isDisabled={!deciding.allowed || !deciding.canMerge} onPress={deciding.merge}>
          {chosen > 1 ? t("proposal.merge-these", { count: chosen }) : t("proposal.merge")} <Keys keys="m" />
        </Button>
        <Button size="small" isDisabled={!deciding.allowed} onPress={deciding.drop}>
          {t("proposal.drop", { count: chosen })} <Keys keys="x" />
        </Button>
      </header>
      <p dir="auto" className="text-form whitespace-pre-line">
        {shot.description}
      </p>
      <Length key={row.key} row={row} deciding={deciding} />
      {shot.starts.length > 0 && (
        <div>
          <h4 className="mb-1 flex gap-2 text-label font-medium text-muted">
            {t("proposal.split")} <Keys keys="s" />
          </h4>
          <ul id="proposal-starts" className="flex flex-col gap-1">
            {shot.starts.map((start) => (
              <li
                key={`${start.anchor.digest}${start.anchor.occurrence}`}
                className="flex items-baseline gap-2 text-body"
              >
                <LineButton line={start.line} onLine={onLine} />
                <span dir="auto" className="min-w-0 flex-1 truncate" title={start.text}>
                  {start.text}
                </span>
                <Button
                  size="small"
                  kind="quiet"
                  data-split=""
                  isDisabled={!deciding.allowed}
                  aria-label={t("proposal.split-at", { text: start.text })}
                  onPress={() => deciding.split(start)}
                >
                  {t("proposal.split-here")}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <CastOf cast={shot.cast} deciding={deciding} onLine={onLine} />
    </section>
  );
}

export function LineButton({
  line,
  last = line,
  onLine,
}: {
  line: number;
  last?: number;
  onLine: (line: number) => void;
}) {
  const { t } = useTranslation("script");
  return (
    <button
      type="button"
      onClick={() => onLine(line)}
      className="numbers min-h-6 shrink-0 rounded-sm text-body text-muted underline decoration-strong underline-offset-2 hover:text-text"
    >
      {last > line ? t("proposal.lines", { first: line, last }) : t("line", { line })}
    </button>
  );
}

function Length({ row: { shot, key }, deciding }: { row: ShotRow; deciding: Deciding }) {
  const { t } = useTranslation("script");
  const draft = useDraft<string>(`breakdown/${key}/length`, null);
  const now = String(shot.milliseconds / 1000);
  const text = draft.value ?? now;
  const milliseconds = millisecondsOf(text);
  const changed = milliseconds !== shot.milliseconds;
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (milliseconds === null || !changed) return;
        draft.drop();
        deciding.length(milliseconds);
      }}
    >
      <Field
        id="proposal-length"
        label={t("proposal.length")}
        value={text}
        onChange={(typed) => draft.write(typed === now ? undefined : typed)}
        isDisabled={!deciding.allowed}
        mono
        error={milliseconds === null ? t("proposal.length-wrong") : null}
        className="w-40"
      />
      <Button
        type="submit"
        size="small"
        isDisabled={!deciding.allowed || milliseconds === null || !changed}
        className="mb-1"
      >
        {t("proposal.set-length")}
      </Button>
      <span className="mb-1.5 text-label text-muted">{t("proposal.frames", { count: shot.frames })}</span>
    </form>
  );
}

function CastOf({
  cast,
  deciding,
  onLine,
}: {
  cast: readonly ProposedCast[];
  deciding: Deciding;
  onLine: (line: number) => void;
}) {
  const { t } = useTranslation("script");
  if (cast.length === 0) return <p className="text-body text-muted">{t("proposal.nobody")}</p>;
  return (
    <ul aria-label={t("proposal.cast")} className="flex flex-col gap-1">
      {cast.map((entry) => (
        <li key={`${entry.kind}${entry.name}`} className="flex flex-wrap items-center gap-x-2 text-body">
          <bdi className="font-medium">{entry.name}</bdi>
          <span className="text-muted">{t(`proposal.kind.${entry.kind}`)}</span>
          <button
            type="button"
            onClick={() => onLine(entry.line)}
            className="min-h-6 rounded-sm text-left text-muted underline decoration-strong underline-offset-2 hover:text-text"
          >
            {t(`why.${entry.why}`, { line: entry.line, defaultValue: t("why.other", { line: entry.line }) })}
          </button>
          <span className="flex-1" />
          <Button
            size="small"
            kind="quiet"
            isDisabled={!deciding.allowed}
            aria-label={t("proposal.absent-one", { name: entry.name })}
            onPress={() => deciding.absent(entry.name, entry.kind)}
          >
            {t("proposal.absent")}
          </Button>
          {entry.kind !== "location" && (
            <Button
              size="small"
              kind="quiet"
              isDisabled={!deciding.allowed}
              aria-label={t("proposal.never-one", { name: entry.name })}
              onPress={() => deciding.refuse(entry.name, entry.kind, entry.line)}
            >
              {t("proposal.never")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
