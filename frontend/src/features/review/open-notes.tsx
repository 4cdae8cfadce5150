/** The open notes of the film, those that name oneself first: each a way to the frame that it is about. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../../shared/api/session";
import { filmNotesQuery, keyOf, LOOK, names, type Thread } from "../../shared/notes/notes";
import { useNumbering } from "../../shared/player/numbering";
import { useProduction } from "../../shared/routing/use-production";
import { Select } from "../../shared/ui/select";
import "../../shared/notes/words";

const WHICH = ["me", "must_fix", "question", "all"] as const;
type Which = (typeof WHICH)[number];
/** More than these are read on their shots. */
const MOST = 100;

export function OpenNotes() {
  const { t } = useTranslation("notes");
  const { id } = useProduction();
  const person = useQuery(sessionQuery).data?.person?.person ?? "";
  const open = useQuery(filmNotesQuery(id)).data ?? [];
  const [which, setWhich] = useState<Which | null>(null);
  if (open.length === 0) return null;
  const mine = open.filter((thread) => names(thread, person));
  const asked = which ?? (mine.length > 0 ? "me" : "all");
  const chosen = asked === "me" ? mine : open.filter(({ kind }) => asked === "all" || kind === asked);
  return (
    <section aria-label={t("film.title")} className="border-t border-line">
      <h2 className="px-3 pt-2 pb-1 text-label font-medium text-muted">
        {t("film.title")} <span className="numbers">{open.length}</span>
      </h2>
      <Select
        label={t("film.show")}
        labelHidden
        className="px-3 pb-2"
        options={WHICH.map((value) => ({ value, label: t(`film.which.${value}`) }))}
        value={asked}
        onChange={setWhich}
      />
      {chosen.length === 0 && <p className="px-3 pb-2 text-body text-muted">{t("film.none")}</p>}
      <ul>
        {chosen.slice(0, MOST).map((thread) => (
          <One key={keyOf(thread)} thread={thread} />
        ))}
      </ul>
      {chosen.length > MOST && (
        <p className="px-3 py-2 text-body text-muted">{t("film.more", { count: chosen.length - MOST })}</p>
      )}
    </section>
  );
}

function One({ thread }: { thread: Thread }) {
  const { t } = useTranslation("notes");
  const { id } = useProduction();
  const { number } = useNumbering();
  const { frame, kind } = thread;
  return (
    <li className="border-t border-line">
      <Link
        to="/p/$production/shots/$shot"
        params={{ production: id, shot: thread.shot }}
        search={{ take: thread.take.id, tab: "notes", ...(frame === null ? {} : { frame }) }}
        className="flex flex-col gap-0.5 px-3 py-1.5 hover:bg-raised"
      >
        <span className="flex flex-wrap items-baseline gap-x-2 text-body">
          <span aria-hidden className={LOOK[kind].text}>
            {LOOK[kind].glyph}
          </span>
          <span className="sr-only">{t(`kinds.${kind}`)}</span>
          <span className="numbers text-form font-semibold">{thread.code}</span>
          <span className="text-muted">{t("from", { number: thread.take.number })}</span>
          <span className="numbers text-muted">{frame === null ? t("whole") : number(frame)}</span>
        </span>
        <span dir="auto" className="line-clamp-2 text-body break-words">
          {thread.text_erased ? t("erased") : thread.text}
        </span>
        <bdi className="text-label text-muted">{thread.by?.name ?? t("by-missing")}</bdi>
      </Link>
    </li>
  );
}
