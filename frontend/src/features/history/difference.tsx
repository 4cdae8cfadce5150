/** The difference of two positions: in short, then by thing, then by field; the script as a text difference. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { classes } from "../../shared/lib/classes";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { INPUT } from "../../shared/ui/field";
import { QueryView } from "../../shared/ui/query-view";
import { Skeleton } from "../../shared/ui/skeleton";
import {
  differenceQuery,
  differenceText,
  fieldWords,
  summary,
  type Difference as Found,
  type EntityDifference,
  type FieldDifference,
} from "./difference-query";
import { addressOf } from "./kinds";
import { Scrolling } from "../../shared/ui/scrolling";
import { useHistorySearch } from "./use-history-search";

const BACK = 50;

/** The moment A when nobody chose one: a little before B. */
export const startOf = (from: number | undefined, to: number): number => Math.min(from ?? Math.max(1, to - BACK), to);

/** From A to B, which is the moment that the time machine stands at. */
export function Difference({ head, newest }: { head: number | undefined; newest: number | undefined }) {
  const { search } = useHistorySearch();
  if (head === undefined || newest === undefined) return <Skeleton rows={12} />;
  const from = startOf(search.from, head);
  return (
    <div className="flex h-full flex-col">
      <Ends key={`${from} ${head}`} from={from} to={head} newest={newest} />
      <Between from={from} to={head} />
    </div>
  );
}

function Ends({ from, to, newest }: { from: number; to: number; newest: number }) {
  const { t } = useTranslation("history");
  const { change } = useHistorySearch();
  const draft = useDraft<{ first: string; last: string }>("history/difference", null, true);
  const ends = draft.value ?? { first: String(from), last: String(to) };
  const { first, last } = ends;
  const [a, b] = [Number(first), Number(last)];
  const good =
    first !== "" &&
    last !== "" &&
    Number.isSafeInteger(a) &&
    Number.isSafeInteger(b) &&
    a >= 0 &&
    a <= b &&
    b <= newest;
  return (
    <form
      className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2 text-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!good) return;
        draft.drop();
        change({ from: a, at: b === newest ? undefined : b });
      }}
    >
      <DraftNotice draft={draft} base={null} className="w-full" />
      <label className="flex items-center gap-2">
        {t("difference.from")}
        <input
          inputMode="numeric"
          value={first}
          onChange={(event) => draft.write({ ...ends, first: event.target.value })}
          aria-invalid={!good}
          className={classes(INPUT, "numbers h-7 !w-24 text-right")}
        />
      </label>
      <label className="flex items-center gap-2">
        {t("difference.to")}
        <input
          inputMode="numeric"
          value={last}
          onChange={(event) => draft.write({ ...ends, last: event.target.value })}
          aria-invalid={!good}
          className={classes(INPUT, "numbers h-7 !w-24 text-right")}
        />
      </label>
      <Button type="submit" size="small" isDisabled={!good}>
        {t("difference.do")}
      </Button>
      {!good && (
        <p role="alert" className="text-body text-muted">
          {t("difference.wrong", { head: newest })}
        </p>
      )}
    </form>
  );
}

function Between({ from, to }: { from: number; to: number }) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const query = useQuery(differenceQuery(id, from, to));
  return (
    <QueryView
      query={query}
      isEmpty={(found) => found.entities.length === 0}
      empty={<EmptyState title={t("difference.none")}>{t("difference.none-text")}</EmptyState>}
    >
      {(found) => (
        <Scrolling className="min-h-0 flex-1 px-4 py-3" role="region" aria-label={t("tab.difference")}>
          <ul className="flex flex-wrap gap-2 pb-4">
            {summary(found.entities).map(({ kind, change, count }) => (
              <li key={`${kind} ${change}`} className="rounded-md border border-line bg-panel px-2 py-1 text-form">
                <span aria-hidden className="mr-1 text-muted">
                  {SIGN[change as keyof typeof SIGN] ?? "·"}
                </span>
                {t(`difference.${change}`, { count, kind: t(`kind-count.${kind}`, { count, defaultValue: kind }) })}
              </li>
            ))}
          </ul>
          <Entities key={`${from} ${to}`} found={found} />
        </Scrolling>
      )}
    </QueryView>
  );
}

const SIGN = { added: "+", removed: "−", changed: "~", restored: "↺" };
const FIRST = 60;

/** Many things are drawn in parts, so that the page stays quick. */
function Entities({ found }: { found: Found }) {
  const { t } = useTranslation("history");
  const [shown, setShown] = useState(FIRST);
  return (
    <div className="flex max-w-5xl flex-col gap-3">
      {found.entities.slice(0, shown).map((each) => (
        <Entity key={`${each.kind} ${each.id}`} entity={each} names={found.names} />
      ))}
      {found.entities.length > shown && (
        <Button className="self-start" onPress={() => setShown(shown + 200)}>
          {t("difference.more", { count: found.entities.length - shown })}
        </Button>
      )}
    </div>
  );
}

function Entity({ entity, names }: { entity: EntityDifference; names: Found["names"] }) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const address = addressOf(id, entity.kind, entity.id);
  return (
    <section aria-label={entity.name} className="rounded-md border border-line bg-panel">
      <header className="flex items-center gap-2 px-3 py-1.5 text-form">
        <span aria-hidden className="w-3 text-center text-muted">
          {SIGN[entity.change as keyof typeof SIGN] ?? "·"}
        </span>
        <span className="text-muted">{t(`kind-one.${entity.kind}`, { defaultValue: entity.kind })}</span>
        {address ? (
          <Link
            to={address as "/productions"}
            dir="auto"
            className="font-semibold underline decoration-strong underline-offset-2 hover:decoration-current"
          >
            {entity.name}
          </Link>
        ) : (
          <bdi className="font-semibold">{entity.name}</bdi>
        )}
        <span className="text-muted">{t(`change.${entity.change}`)}</span>
        <div className="flex-1" />
        {entity.fields.length === 0 && <Cause actor={entity.actor} position={entity.position} />}
      </header>
      {entity.fields.map((field) => (
        <FieldRow key={field.field} field={field} names={names} />
      ))}
    </section>
  );
}

function FieldRow({ field, names }: { field: FieldDifference; names: Found["names"] }) {
  const { t } = useTranslation("history");
  const { group, name } = fieldWords(field.field, names);
  const label = group ? t(`field.${group}`, { name, defaultValue: `${group} ${name}` }) : name;
  return (
    <div className="grid grid-cols-[160px_minmax(0,1fr)_auto] gap-3 border-t border-line px-3 py-1.5 text-form">
      <span className="text-muted">{label}</span>
      {field.diff ? (
        <TextDifference text={field.diff} />
      ) : (
        <div className="grid grid-cols-2 gap-3 break-words whitespace-pre-wrap">
          <s dir="auto" className="text-muted decoration-strong">
            <span className="sr-only">{t("data.from")} </span>
            {differenceText(field.from, names)}
          </s>
          <span dir="auto">
            <span className="sr-only">{t("data.to")} </span>
            {differenceText(field.to, names)}
          </span>
        </div>
      )}
      <Cause actor={field.actor} position={field.position} />
    </div>
  );
}

function Cause({ actor, position }: { actor: FieldDifference["actor"]; position: number | null }) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  if (position === null) return <span />;
  return (
    <span className="text-right text-body whitespace-nowrap text-muted">
      <bdi>{actor?.name}</bdi>{" "}
      <Link
        to={`/p/${id}/history` as "/productions"}
        search={{ event: position, at: undefined } as never}
        aria-label={t("open-event", { position })}
        className="numbers underline decoration-strong underline-offset-2 hover:text-text"
      >
        #{position}
      </Link>
    </span>
  );
}

/** A unified difference, each line with its sign and never by colour alone. */
function TextDifference({ text }: { text: string }) {
  return (
    <Scrolling as="pre" className="max-h-96 rounded-md border border-line bg-base py-1 font-mono text-body">
      {text.split("\n").map((line, index) => (
        <span key={`${index}${line}`} className={classes("block px-2 whitespace-pre-wrap", toneOf(line))}>
          {line || " "}
        </span>
      ))}
    </Scrolling>
  );
}

function toneOf(line: string): string {
  if (line.startsWith("@@") || line.startsWith("---") || line.startsWith("+++")) return "text-muted";
  if (line.startsWith("+")) return "bg-approved/12";
  return line.startsWith("-") ? "bg-failed/12" : "text-muted";
}
