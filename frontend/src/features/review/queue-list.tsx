/** What waits for a verdict, the longest waiting first; below it what was sent back and not answered yet. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { ChoiceRow } from "../../shared/ui/choice-row";
import { RelativeTime } from "../../shared/ui/figures";
import { usePortNames } from "../../shared/verdicts/port-names";
import { coversPart } from "../../shared/verdicts/ports";
import { TakePoster } from "../../shared/verdicts/take-poster";
import { OpenNotes } from "./open-notes";
import { reasonsQuery, sentBackQuery, type Waiting } from "./queue";

export function QueueList({
  queue,
  selected,
  onSelect,
}: {
  queue: readonly Waiting[];
  selected: string | undefined;
  onSelect: (take: string) => void;
}) {
  const { t } = useTranslation("review");
  return (
    <section
      aria-label={t("queue")}
      className="flex w-64 shrink-0 flex-col overflow-y-auto border-l border-line bg-panel max-md:w-full max-md:border-t max-md:border-l-0"
    >
      <h2 className="px-3 pt-2 pb-1 text-label font-medium text-muted">{t("waiting", { count: queue.length })}</h2>
      <ol>
        {queue.map((each) => (
          <Row key={each.id} take={each} selected={each.id === selected} onSelect={() => onSelect(each.id)} />
        ))}
      </ol>
      <OpenNotes />
      <SentBack />
      <Reasons />
    </section>
  );
}

/** What was sent back, each a way to its shot; nothing where nothing was. */
export function SentBack() {
  const { t } = useTranslation("review");
  const { id } = useProduction();
  const takes = useQuery(sentBackQuery(id)).data ?? [];
  if (takes.length === 0) return null;
  return (
    <section aria-label={t("sent-back.title")} className="border-t border-line">
      <h2 className="px-3 pt-2 pb-1 text-label font-medium text-muted">
        {t("sent-back.count", { count: takes.length })}
      </h2>
      <ul>
        {takes.map((take) => (
          <li key={take.id} className="border-t border-line">
            <Link
              to="/p/$production/shots/$shot"
              params={{ production: id, shot: take.shot }}
              search={{ take: take.id }}
              className="flex flex-col gap-0.5 px-3 py-1.5 hover:bg-raised"
            >
              <span className="flex items-center justify-between gap-2">
                <span className="numbers text-form font-semibold">{take.code}</span>
                <span className="text-body text-muted">{t("take", { number: take.number })}</span>
              </span>
              <span dir="auto" className="line-clamp-2 text-body text-muted">
                {take.comment}
              </span>
              {take.at && <RelativeTime at={take.at} />}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why takes were sent back so far, counted; nothing where no reason was given. */
function Reasons() {
  const { t } = useTranslation("review");
  const { id } = useProduction();
  const given = (useQuery(reasonsQuery(id)).data?.reasons ?? []).filter(({ count }) => count > 0);
  if (given.length === 0) return null;
  return (
    <section aria-label={t("reasons")} className="border-t border-line px-3 py-2">
      <h2 className="pb-1 text-label font-medium text-muted">{t("reasons")}</h2>
      <dl className="grid grid-cols-[1fr_auto] gap-x-2 text-body">
        {given
          .toSorted((one, other) => other.count - one.count)
          .map(({ reason, count }) => (
            <Fragment key={reason}>
              <dt>{t(`notes:reasons.${reason}`)}</dt>
              <dd className="numbers text-right">{count}</dd>
            </Fragment>
          ))}
      </dl>
    </section>
  );
}

/** What of the take is asked about, where that is not all of it. */
function Asked({ take }: { take: Waiting }) {
  const { t } = useTranslation("player");
  const names = usePortNames();
  if (!coversPart(take.ports, take.covers)) return null;
  return <span className="text-body">{t("ports.only", { ports: names(take.covers) })}</span>;
}

function Row({ take, selected, onSelect }: { take: Waiting; selected: boolean; onSelect: () => void }) {
  const { t } = useTranslation("review");
  return (
    <ChoiceRow selected={selected} onSelect={onSelect}>
      <TakePoster take={take} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="numbers truncate text-form font-semibold">{take.code}</span>
        <span className="truncate text-body text-muted">
          {t("take", { number: take.number })} · <bdi>{take.by?.name ?? t("by-missing")}</bdi>
        </span>
        <Asked take={take} />
        {take.at && <RelativeTime at={take.at} />}
      </span>
    </ChoiceRow>
  );
}
