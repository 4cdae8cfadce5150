/** The feed: one sentence per event, virtual, by day; an event opens to its data. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { eventQuery } from "../../shared/ui/event-link";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { Skeleton } from "../../shared/ui/skeleton";
import { EventRow } from "./event-row";
import { feedQuery, type FeedFilter, type LogEvent } from "./feed";
import { Filters } from "./filters";
import { typesOf } from "./kinds";
import type { HistorySearch } from "./search";
import { useHistorySearch } from "./use-history-search";

export function Feed({ head }: { head: number | undefined }) {
  const { past } = useProduction();
  return (
    <div className="flex h-full flex-col">
      <Filters />
      {head === undefined ? <Skeleton rows={12} /> : <Held key={String(past)} head={head} />}
    </div>
  );
}

/** The list stands still while one reads it: newer events wait behind a chip, unless the top is in view. */
function Held({ head }: { head: number }) {
  const { t } = useTranslation("history");
  const [shown, setShown] = useState(head);
  const [atTop, setAtTop] = useState(true);
  const waiting = head - shown;
  if ((atTop && head > shown) || head < shown) setShown(head);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {waiting > 0 && (
        <Button
          size="small"
          kind="primary"
          className="absolute top-2 left-1/2 z-10 -translate-x-1/2"
          onPress={() => setShown(head)}
        >
          {t("waiting", { count: waiting })}
        </Button>
      )}
      <Pages head={shown} onTop={setAtTop} />
    </div>
  );
}

function Pages({ head, onTop }: { head: number; onTop: (at: boolean) => void }) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const { search, change } = useHistorySearch();
  const query = useInfiniteQuery({ ...feedQuery(id, head, filterOf(search)), placeholderData: (before) => before });
  const events = useMemo(
    () => sift(query.data?.pages.flatMap((page) => page.results) ?? [], search.q),
    [query.data, search.q],
  );
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const more = () => !isFetching && !isError && hasNextPage && void fetchNextPage();
  useEffect(() => {
    if (events.length < 40) more();
  });
  if (query.data === undefined)
    return query.isError ? (
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton rows={12} />
    );
  const linked =
    search.event !== undefined && events.every(({ position }) => position !== search.event) ? search.event : undefined;
  return (
    <>
      {linked !== undefined && (
        <Linked key={linked} position={linked} onClose={() => change({ event: undefined, part: undefined })} />
      )}
      {events.length === 0 && !hasNextPage && <EmptyState title={t("none.title")}>{t("none.text")}</EmptyState>}
      <Rows
        events={events}
        open={search.event}
        onOpen={(event) => change({ event, part: undefined })}
        onTop={onTop}
        onEnd={more}
      />
      {query.isError && (
        <div className="absolute inset-x-0 bottom-0 p-2">
          <ProblemNotice error={query.error} inline onRetry={() => void fetchNextPage()} />
        </div>
      )}
    </>
  );
}

/** An event that a link names and that is not in the list: older than what was read, or filtered out. */
function Linked({ position, onClose }: { position: number; onClose: () => void }) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const query = useQuery(eventQuery(id, position));
  return (
    <section
      aria-label={t("open-event", { position })}
      className="max-h-[60%] shrink-0 overflow-auto border-b-2 border-accent/60"
    >
      <QueryView query={query} skeleton={<Skeleton rows={2} />}>
        {(event) => <EventRow event={event} day open onToggle={onClose} onFocus={() => {}} />}
      </QueryView>
    </section>
  );
}

interface RowsProps {
  events: readonly LogEvent[];
  open: number | undefined;
  onOpen: (position: number | undefined) => void;
  onTop: (at: boolean) => void;
  onEnd: () => void;
}

function Rows({ events, open, onOpen, onTop, onEnd }: RowsProps) {
  const { t } = useTranslation("history");
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(0);
  // oxlint-disable-next-line react/incompatible-library -- nothing below is memoised by hand or by a compiler
  const list = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 32,
    overscan: 12,
    getItemKey: (index) => events[index]?.id ?? index,
  });
  const items = list.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= events.length - 20) onEnd();
  });
  const place = events.findIndex(({ position }) => position === open);
  useEffect(() => {
    if (place >= 0) list.scrollToIndex(place, { align: "auto" });
  }, [open]); // oxlint-disable-line react/exhaustive-deps -- only what was opened last is brought into view, not what comes above it
  const step = (by: number) => {
    const next = Math.min(Math.max(focused + by, 0), events.length - 1);
    setFocused(next);
    list.scrollToIndex(next);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] button`)?.focus());
  };
  useShortcut({ id: "history.next", label: t("next"), group: t("title"), keys: "j", run: () => step(1) });
  useShortcut({ id: "history.previous", label: t("previous"), group: t("title"), keys: "k", run: () => step(-1) });
  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-auto"
      onScroll={(event) => onTop(event.currentTarget.scrollTop < 8)}
      data-feed
    >
      <ol aria-label={t("tab.feed")} className="relative" style={{ height: list.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const event = events[index];
          if (!event) return null;
          const position = event.position ?? 0;
          return (
            <li
              key={key}
              ref={list.measureElement}
              data-index={index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              <EventRow
                event={event}
                day={dayOf(event) !== dayOf(events[index - 1])}
                open={open === position}
                onToggle={() => onOpen(open === position ? undefined : position)}
                onFocus={() => setFocused(index)}
              />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function dayOf(event: LogEvent | undefined): string {
  return event ? new Date(event.recorded_at).toDateString() : "";
}

function filterOf({ kind, actor, entity, since, until }: HistorySearch): FeedFilter {
  const types = (kind ?? "").split(",").flatMap((each) => typesOf(each) ?? []);
  const given = Object.entries({ actor, entity, since, until }).filter(([, value]) => value !== undefined);
  return { ...(types.length > 0 ? { type: types.join(",") } : {}), ...Object.fromEntries(given) };
}

function sift(events: readonly LogEvent[], text: string | undefined): readonly LogEvent[] {
  const wanted = (text ?? "").trim().toLowerCase();
  return wanted === ""
    ? events
    : events.filter(({ sentence, type, actor }) => `${sentence} ${type} ${actor.name}`.toLowerCase().includes(wanted));
}
