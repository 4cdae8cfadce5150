/** Films that are written as files, or packed to hand on: how far each is, and what came of it. */
import { queryOptions } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { all, client } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { timeText } from "../../shared/drafts/draft-notice";
import { languageName } from "../../shared/languages/naming";
import { keys } from "../../shared/live/query-keys";
import { bytesText } from "../../shared/ui/figures";
import { FailedBecause, WorkLine } from "../../shared/ui/work-line";
import "./words";

export type Writing = components["schemas"]["FilmWriting"];

const OFTEN = 1000;

export const isOpen = ({ step }: Writing): boolean => step !== "done" && step !== "failed";

/** They have no events, so they are looked at often while one goes on. */
export const writingsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "film-files"),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/cut/files/", {
          params: { path: { production }, query },
          signal,
        }),
      ),
    refetchInterval: (query) => (query.state.data?.some(isOpen) ? OFTEN : false),
  });

export function Writings({ writings, label }: { writings: readonly Writing[]; label: string }) {
  return (
    <ul aria-label={label} aria-live="polite" className="divide-y divide-line border-t border-line">
      {writings.map((each) => (
        <Row key={each.id} writing={each} />
      ))}
    </ul>
  );
}

/** What was asked for, and when. */
function Asked({ writing }: { writing: Writing }) {
  const { t } = useTranslation("film");
  const { loudness, captions, language, burnt, asked_at: at } = writing;
  const parts = [
    timeText(Date.parse(at)),
    language && languageName(language),
    t(`write.loud${loudness ?? "as-it-is"}`),
    captions && t("write.captioned"),
    writing.dossiers && t("write.with-dossiers"),
    burnt && t("write.with-burnt", { language: languageName(burnt) }),
  ];
  return <p className="text-body text-muted">{parts.filter(Boolean).join(" · ")}</p>;
}

function Row({ writing }: { writing: Writing }) {
  const { t } = useTranslation("film");
  const { form, package: packed, step, done, whole, reason, result } = writing;
  return (
    <li className="flex flex-col gap-1.5 py-2 text-form">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 flex-1 font-medium">{packed ? t(`write.package-${packed}`) : t(`write.${form}`)}</span>
        <span className="text-muted">{t(`write.step-${step}`)}</span>
      </p>
      <Asked writing={writing} />
      {isOpen(writing) && <WorkLine label={t(`write.step-${step}`)} done={done} whole={whole} />}
      {reason && <FailedBecause reason={reason} />}
      {result && <Result result={result} />}
    </li>
  );
}

/** A package with dossiers is not given to everybody. */
function Result({ result }: { result: NonNullable<Writing["result"]> }) {
  const { t } = useTranslation("film");
  const { credentials } = result;
  const { film, manifest, width, height, rate, integrated, true_peak: peak, encoded, segments, clipped } = result;
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 text-body">
      {film === null ? (
        <span className="text-muted">{t("write.sealed")}</span>
      ) : (
        <a href={film.address} download={film.name} className="text-accent hover:underline">
          {t("write.fetch", { size: bytesText(film.size) })}
        </a>
      )}
      <a href={manifest.address} download={manifest.name} className="text-accent hover:underline">
        {t("write.manifest")}
      </a>
      <span className="numbers text-muted">{t("write.picture", { width, height, rate })}</span>
      {integrated && peak && <span className="numbers text-muted">{t("write.measured", { integrated, peak })}</span>}
      {clipped > 0 && <span>{t("write.clipped", { count: clipped })}</span>}
      <span className="text-muted">{t("write.encoded", { encoded, count: segments })}</span>
      <span className="w-full text-muted">{t(`write.credentials-${credentials ?? "none"}`)}</span>
    </div>
  );
}
