/** The film as one file: what is wanted of it, how far it is, and the files that came of it. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { all, client, idempotent, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { timeText } from "../../shared/drafts/draft-notice";
import { LanguageChoice } from "../../shared/languages/language-choice";
import { languageName } from "../../shared/languages/naming";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox } from "../../shared/ui/field";
import { bytesText } from "../../shared/ui/figures";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { Select } from "../../shared/ui/select";
import { FailedBecause, WorkLine } from "../../shared/ui/work-line";
import "./words";

type Writing = components["schemas"]["FilmWriting"];
type Body = components["schemas"]["WriteFilm"];

interface Wanted {
  form: "mp4" | "prores" | "dnxhr";
  captions: boolean;
  loudness: "-23" | "-16" | "-14" | null;
  language: string | null;
}

const FORMS = ["mp4", "prores", "dnxhr"] as const;
const LOUDNESS = ["as-it-is", "-23", "-16", "-14"] as const;
const OFTEN = 1000;

/** Captions go into an MP4 alone. */
const bodyOf = ({ form, captions, loudness, language }: Wanted): Body => {
  const spoken = language === null ? {} : { language };
  return form === "mp4" ? { form, captions, loudness, ...spoken } : { form, captions: false, loudness, ...spoken };
};

const isOpen = ({ step }: Writing): boolean => step !== "done" && step !== "failed";

/** They have no events, so they are looked at often while one goes on. */
const writingsQuery = (production: string) =>
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

export function WriteFilmDialog({ production, onClose }: { production: string; onClose: () => void }) {
  const { t } = useTranslation("film");
  const [wanted, setWanted] = useState<Wanted>({
    form: "mp4",
    captions: false,
    loudness: "-23",
    language: null,
  });
  const { may } = useProduction();
  const { allowed, reason } = may("generate");
  const writings = useQuery(writingsQuery(production));
  const write = useCommand({
    call: (body: Body, key) =>
      read(
        client.POST("/api/v1/productions/{production}/cut/files/", {
          params: { path: { production } },
          headers: idempotent(key),
          body,
        }),
      ),
    renews: [keys.of(production, "film-files")],
  });
  return (
    <Dialog
      title={t("write.title")}
      open
      onClose={onClose}
      width="medium"
      footer={
        <span title={allowed ? undefined : (reason ?? undefined)}>
          <Button
            kind="primary"
            isDisabled={!allowed || write.saving || writings.data === undefined || writings.data.some(isOpen)}
            onPress={() => write.run(bodyOf(wanted))}
          >
            {t("write.do")}
          </Button>
        </span>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-body text-muted">{t("write.text")}</p>
        <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
          <Select
            label={t("write.form")}
            value={wanted.form}
            options={FORMS.map((value) => ({ value, label: t(`write.${value}`) }))}
            onChange={(form) => setWanted({ ...wanted, form })}
          />
          <Select
            label={t("write.loudness")}
            value={wanted.loudness ?? "as-it-is"}
            options={LOUDNESS.map((value) => ({ value, label: t(`write.loud${value}`) }))}
            onChange={(value) => setWanted({ ...wanted, loudness: value === "as-it-is" ? null : value })}
          />
          <LanguageChoice
            production={production}
            value={wanted.language}
            onChange={(language) => setWanted({ ...wanted, language })}
          />
        </div>
        {wanted.form === "mp4" && (
          <Checkbox isSelected={wanted.captions} onChange={(captions) => setWanted({ ...wanted, captions })}>
            {t("write.captions")}
          </Checkbox>
        )}
        {write.problem && <ProblemNotice error={write.problem} inline />}
        <QueryView query={writings} isEmpty={(each) => each.length === 0} empty={<Nothing />}>
          {(written) => (
            <ul
              aria-label={t("write.written")}
              aria-live="polite"
              className="divide-y divide-line border-t border-line"
            >
              {written.map((each) => (
                <Row key={each.id} writing={each} />
              ))}
            </ul>
          )}
        </QueryView>
      </div>
    </Dialog>
  );
}

function Nothing() {
  const { t } = useTranslation("film");
  return <p className="text-body text-muted">{t("write.nothing")}</p>;
}

/** What was asked for, and when. */
function Asked({ writing }: { writing: Writing }) {
  const { t } = useTranslation("film");
  const { loudness, captions, language, asked_at: at } = writing;
  const parts = [
    timeText(Date.parse(at)),
    language && languageName(language),
    t(`write.loud${loudness ?? "as-it-is"}`),
    captions && t("write.captioned"),
  ];
  return <p className="text-body text-muted">{parts.filter(Boolean).join(" · ")}</p>;
}

function Row({ writing }: { writing: Writing }) {
  const { t } = useTranslation("film");
  const { form, step, done, whole, reason, result } = writing;
  return (
    <li className="flex flex-col gap-1.5 py-2 text-form">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 flex-1 font-medium">{t(`write.${form}`)}</span>
        <span className="text-muted">{t(`write.step-${step}`)}</span>
      </p>
      <Asked writing={writing} />
      {isOpen(writing) && <WorkLine label={t(`write.step-${step}`)} done={done} whole={whole} />}
      {reason && <FailedBecause reason={reason} />}
      {result && <Result result={result} />}
    </li>
  );
}

function Result({ result }: { result: NonNullable<Writing["result"]> }) {
  const { t } = useTranslation("film");
  const { film, manifest, width, height, rate, integrated, true_peak: peak, encoded, segments, clipped } = result;
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 text-body">
      <a href={film.address} download={film.name} className="text-accent hover:underline">
        {t("write.fetch", { size: bytesText(film.size) })}
      </a>
      <a href={manifest.address} download={manifest.name} className="text-accent hover:underline">
        {t("write.manifest")}
      </a>
      <span className="numbers text-muted">{t("write.picture", { width, height, rate })}</span>
      {integrated && peak && <span className="numbers text-muted">{t("write.measured", { integrated, peak })}</span>}
      {clipped > 0 && <span>{t("write.clipped", { count: clipped })}</span>}
      <span className="text-muted">{t("write.encoded", { encoded, count: segments })}</span>
    </div>
  );
}
