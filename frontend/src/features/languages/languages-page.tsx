/** The languages of the film: how far each is at the left, and the lines of the chosen one to be translated. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { parametersQuery } from "../../shared/api/parameters";
import { useDraftText } from "../../shared/drafts/use-draft";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { Button } from "../../shared/ui/button";
import { ChoiceRow } from "../../shared/ui/choice-row";
import { EmptyState } from "../../shared/ui/empty-state";
import { Field } from "../../shared/ui/field";
import { QueryView } from "../../shared/ui/query-view";
import { Select } from "../../shared/ui/select";
import { Lines } from "./lines";
import { languageName, OFFERED, tagOf } from "../../shared/languages/naming";
import { progressQuery, type Progress } from "../../shared/languages/progress";
import "./words";

const route = getRouteApi("/in/p/$production/languages");

export function LanguagesPage() {
  const { t } = useTranslation("languages");
  const { into } = route.useSearch();
  const navigate = route.useNavigate();
  const { id, may } = useProduction();
  const progress = useQuery(progressQuery(id));
  const source = useSource(id);
  const begun = progress.data?.results ?? [];
  const chosen = tagOf(into ?? "") ?? begun.find(({ language }) => language !== source)?.language;
  const go = (language: string) => void navigate({ search: (search) => ({ ...search, into: language }) });
  useBreadcrumb({ label: t("title") }, ...(chosen ? [{ label: languageName(chosen) }] : []));
  return (
    <section
      aria-label={t("title")}
      className="flex min-h-0 flex-1 max-md:flex-col max-md:overflow-y-auto md:overflow-hidden"
    >
      <h1 className="sr-only">{t("title")}</h1>
      <section
        aria-label={t("list")}
        className="flex w-60 shrink-0 flex-col gap-3 overflow-y-auto border-r border-line bg-panel py-2 max-md:w-full max-md:overflow-visible max-md:border-r-0 max-md:border-b"
      >
        {source && (
          <p className="px-3 text-body text-muted">
            {t("source", { name: languageName(source) })}{" "}
            <Link to="/p/$production/parameters" params={{ production: id }} className="text-accent underline">
              {t("change-source")}
            </Link>
          </p>
        )}
        <QueryView query={progress}>
          {() => (
            <ul>
              {shown(begun, chosen, source).map((each) => (
                <ChoiceRow
                  key={each.language}
                  selected={each.language === chosen}
                  onSelect={() => go(each.language)}
                  inner="flex w-full flex-col gap-1 px-3 py-2 text-left hover:bg-raised"
                >
                  <HowFar progress={each} />
                </ChoiceRow>
              ))}
            </ul>
          )}
        </QueryView>
        <Another known={[...begun.map(({ language }) => language), source ?? ""]} onGo={go} />
      </section>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col md:overflow-y-auto">
        {!chosen && progress.data && <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>}
        {chosen && chosen === source && <EmptyState title={t("own.title")}>{t("own.text")}</EmptyState>}
        {chosen && progress.data && chosen !== source && (
          <Lines key={chosen} language={chosen} may={may("translate", progress.data.can)} />
        )}
      </div>
    </section>
  );
}

/** The language that the film is made in; undefined while it is not known. */
function useSource(production: string): string | undefined {
  const { data } = useQuery(parametersQuery(production, { level: "production", id: production }));
  const value = data?.results.find(({ name }) => name === "language")?.value;
  return typeof value === "string" ? value : undefined;
}

/** Those begun, and the chosen one where nothing is translated into it yet. */
function shown(begun: readonly Progress[], chosen: string | undefined, source: string | undefined): Progress[] {
  const known = begun.filter(({ language }) => language !== source);
  if (!chosen || chosen === source || known.some(({ language }) => language === chosen)) return known;
  return [
    ...known,
    { language: chosen, lines: begun[0]?.lines ?? 0, translated: 0, out_of_date: 0, missing: 0, shots: 0 },
  ];
}

function HowFar({ progress }: { progress: Progress }) {
  const { t } = useTranslation("languages");
  const { lines, translated, out_of_date: old, language, shots } = progress;
  return (
    <>
      <span className="flex justify-between gap-2">
        <span className="truncate text-form font-semibold">{languageName(language)}</span>
        <span className="numbers text-body text-muted">{language}</span>
      </span>
      <span aria-hidden className="flex h-1 w-full overflow-hidden rounded-sm bg-line">
        <span className="bg-approved" style={{ width: `${part(translated, lines)}%` }} />
        <span className="bg-changes" style={{ width: `${part(old, lines)}%` }} />
      </span>
      <span className="flex flex-wrap gap-x-2 text-body text-muted">
        <span>{t("progress", { done: translated, count: lines })}</span>
        {old > 0 && <span>{t("old", { count: old })}</span>}
        {shots > 0 && <span>{t("made", { count: shots })}</span>}
      </span>
    </>
  );
}

const part = (count: number, of: number): number => (of === 0 ? 0 : (100 * count) / of);

/** A language that nothing is translated into yet: one of many, or any by its tag. */
function Another({ known, onGo }: { known: readonly string[]; onGo: (language: string) => void }) {
  const { t } = useTranslation("languages");
  const [tag, setTag, draft] = useDraftText("languages/tag");
  const asked = tagOf(tag);
  const options = OFFERED.filter((each) => !known.includes(each))
    .map((value) => ({ value, label: languageName(value) }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
  const open = () => {
    if (!asked) return;
    onGo(asked);
    draft.drop();
  };
  return (
    <div className="flex flex-col gap-2 border-t border-line px-3 pt-3">
      <Select label={t("begin")} options={options} value={null} onChange={onGo} />
      <form
        className="flex items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <Field
          label={t("tag")}
          value={tag}
          onChange={setTag}
          help={asked ? languageName(asked) : t("tag-help")}
          error={tag && !asked ? t("tag-wrong") : null}
          className="min-w-0 flex-1"
        />
        <Button type="submit" isDisabled={!asked} className="mt-5">
          {t("tag-go")}
        </Button>
      </form>
    </div>
  );
}
