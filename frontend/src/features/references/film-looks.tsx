/** How a reference looks through the film: its changes over the scenes, each with what people should know, and a form. */
import { useQuery } from "@tanstack/react-query";
import { Film, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { QueryView } from "../../shared/ui/query-view";
import { attributeLabel } from "./attribute-field";
import { FilmStrip } from "./film-strip";
import { LookChangeForm } from "./look-change-form";
import { looksQuery, type LookPart, type Looks } from "./looks-queries";
import type { Reference } from "./queries";
import { useReferencesSearch } from "./use-references";

/** The change that the address opens which is not there yet. */
export const NEW = "new";

export function FilmLooks({ reference }: { reference: Reference }) {
  const { id, at, past } = useProduction();
  const query = useQuery(looksQuery(id, reference.id, past ? (at ?? undefined) : undefined));
  return <QueryView query={query}>{(looks) => <Changes reference={reference} looks={looks} />}</QueryView>;
}

function Changes({ reference, looks }: { reference: Reference; looks: Looks }) {
  const { t } = useTranslation("references");
  const { may, past } = useProduction();
  const { search, change } = useReferencesSearch();
  const open = (look: string | undefined) => change({ look });
  const writes = may("change", looks.can).allowed;
  const begins = !past && !reference.removed && (writes || may("gather_changes").allowed) && looks.scenes.length > 0;
  const opened = looks.parts.find(({ id }) => id === search.look);
  const adding = search.look === NEW && begins;
  useShortcut({
    id: "looks.add",
    label: t("film.add"),
    group: t("title"),
    keys: "a",
    enabled: begins,
    run: () => open(NEW),
  });
  const add = (
    <Button icon={<Plus size={14} aria-hidden />} isDisabled={!begins || adding} onPress={() => open(NEW)}>
      {t("film.add")}
    </Button>
  );
  if (looks.parts.length === 0 && !adding)
    return (
      <EmptyState
        title={t("film.empty.title")}
        icon={<Film size={28} aria-hidden />}
        {...(past || reference.removed ? {} : { action: add })}
      >
        {looks.scenes.length === 0 ? t("film.empty.no-scenes") : t("film.empty.text")}
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex flex-wrap items-start gap-3">
        <p className="min-w-0 flex-1 text-form text-muted">{t("film.rule")}</p>
        {!past && add}
      </div>
      {looks.parts.length > 0 && <FilmStrip looks={looks} open={opened?.id} onOpen={open} />}
      {adding && (
        <LookChangeForm key={NEW} reference={reference} looks={looks} part={null} onClose={() => open(undefined)} />
      )}
      <ul className="flex flex-col gap-3" aria-label={t("film.list")}>
        {looks.parts.map((part) => (
          <li key={part.id} className="rounded-md border border-line">
            <Summary
              part={part}
              opened={part.id === opened?.id}
              begins={begins}
              onOpen={() => open(part.id === opened?.id ? undefined : part.id)}
            />
            {part.id === opened?.id && (
              <LookChangeForm
                key={part.id}
                reference={reference}
                looks={looks}
                part={part}
                onClose={() => open(undefined)}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface SummaryProps {
  part: LookPart;
  opened: boolean;
  /** Whether it may be written on. */
  begins: boolean;
  onOpen: () => void;
}

function Summary({ part, opened, begins, onOpen }: SummaryProps) {
  const { t } = useTranslation("references");
  const shots = part.holds.reduce((sum, { cast }) => sum + cast, 0);
  return (
    <div className="flex flex-col gap-1.5 p-3">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 dir="auto" className="text-form font-semibold">
          {part.label}
        </h3>
        <p className="min-w-0 flex-1 text-form text-muted">
          {part.where} · {t("film.shots", { count: shots })}
        </p>
        <Button
          size="small"
          aria-expanded={opened}
          aria-label={t(opened ? "film.close-one" : begins ? "film.open-one" : "film.see-one", { label: part.label })}
          onPress={onOpen}
        >
          {t(opened ? "film.close" : begins ? "film.open" : "film.see")}
        </Button>
      </div>
      <Different part={part} />
      {part.remarks.map((remark) => (
        <p key={remark.text} className="text-body">
          <span aria-hidden className="mr-1.5 text-stale">
            ◆
          </span>
          {remark.text}
        </p>
      ))}
    </div>
  );
}

/** What is different there; colours as swatches. */
function Different({ part }: { part: LookPart }) {
  const { t } = useTranslation("references");
  const { description, attributes, images } = part;
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-1 text-body">
      {Object.entries(attributes).map(([name, value]) => (
        <div key={name} className="flex items-center gap-1.5">
          <dt className="text-muted">{attributeLabel(name, t)}</dt>
          <dd dir="auto" className="flex items-center gap-1">
            {value?.startsWith("#") && (
              <span aria-hidden className="size-3 rounded-sm border border-line" style={{ background: value }} />
            )}
            {value ?? t("film.taken-away")}
          </dd>
        </div>
      ))}
      {images !== null && (
        <div className="flex items-center gap-1.5">
          <dt className="text-muted">{t("pictures.title")}</dt>
          <dd>{images.length === 0 ? t("film.taken-away") : images.length}</dd>
        </div>
      )}
      {description !== null && (
        <div className="w-full">
          <dt className="sr-only">{t("field.description")}</dt>
          <dd dir="auto" className="line-clamp-2">
            {description || t("film.taken-away")}
          </dd>
        </div>
      )}
    </dl>
  );
}
