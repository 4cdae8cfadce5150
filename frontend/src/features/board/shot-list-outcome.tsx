/** What a shot list would do: counts, the shots that it makes and changes, and the rows that cannot be read. */
import { useTranslation } from "react-i18next";
import type { Imported } from "./shot-list-calls";

const MOST = 50;

export function WhatItDoes({ outcome }: { outcome: Omit<Imported, "events" | "version"> }) {
  const { t } = useTranslation("board");
  const { counts, errors, created, changed, scenes, references } = outcome;
  const things = [
    ...scenes.map((each) => ({ ...each, what: t("list.new-scene") })),
    ...created.map((each) => ({ ...each, what: t("list.new-shot") })),
    ...changed.map((each) => ({ ...each, what: each.fields.map((field) => t(`list.field.${field}`)).join(", ") })),
  ].toSorted((one, other) => one.row - other.row);
  return (
    <section aria-label={t("list.outcome")} className="flex flex-col gap-2 border-t border-line pt-3 text-body">
      <p role="status">
        {t("list.counts", { ...counts })}
        {references.length > 0 && ` ${t("list.people", { names: references.slice(0, MOST).join(", ") })}`}
      </p>
      {errors.length > 0 && (
        <ul className="flex flex-col gap-1 text-failed" aria-label={t("list.errors")}>
          {errors.slice(0, MOST).map((error, index) => (
            <li key={index}>
              {t(error.column ? "list.error-in" : "list.error", { row: error.row, column: error.column })} {error.text}
            </li>
          ))}
        </ul>
      )}
      <ul className="flex flex-col gap-1">
        {things.slice(0, MOST).map((each) => (
          <li key={each.id} className="flex gap-3">
            <span className="numbers w-14 shrink-0 text-label text-muted">{t("list.row", { row: each.row })}</span>
            <span className="numbers w-28 shrink-0">{each.code}</span>
            <span className="w-44 shrink-0 text-muted">{each.what}</span>
            <span className="truncate">{each.text}</span>
          </li>
        ))}
      </ul>
      {things.length > MOST && <p className="text-muted">{t("list.more", { count: things.length - MOST })}</p>}
    </section>
  );
}
