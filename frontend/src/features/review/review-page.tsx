/** The review: what was submitted, one after the other, with a verdict by key. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { CircleCheckBig } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { EmptyState } from "../../shared/ui/empty-state";
import { QueryView } from "../../shared/ui/query-view";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { Player, type PlayerHandle } from "../../shared/player/player";
import { shotQuery } from "../../shared/api/shots";
import { clipOf, marksOf, measuresOf, shortDigest, takeQuery, type Take } from "../../shared/player/takes";
import { marksOfThreads, notesQuery, type Thread } from "../../shared/notes/notes";
import { NotesOverlay } from "../../shared/notes/notes-overlay";
import { NotesPanel } from "../../shared/notes/notes-panel";
import { beginAt, useVerdict, type VerdictKind } from "../../shared/player/use-verdict";
import { CompareLink } from "../../shared/player/compare-link";
import { VerdictBar } from "../../shared/player/verdict-bar";
import { following, reviewQuery, type Waiting } from "./queue";
import { Approvals } from "../../shared/verdicts/approvals";
import { PortChips } from "../../shared/verdicts/port-chips";
import { OpenNotes } from "./open-notes";
import { QueueList, SentBack } from "./queue-list";
import { VerdictButtons } from "../../shared/verdicts/verdict-buttons";

const route = getRouteApi("/in/p/$production/review");

export function ReviewPage() {
  const { t } = useTranslation("review");
  const { id } = useProduction();
  useBreadcrumb({ label: t("title") });
  const query = useQuery(reviewQuery(id));
  return (
    <>
      <h1 className="sr-only">{t("title")}</h1>
      <QueryView query={query} isEmpty={(queue) => queue.length === 0} empty={<Nothing />}>
        {(queue) => <Queue queue={queue} />}
      </QueryView>
    </>
  );
}

function Queue({ queue }: { queue: readonly Waiting[] }) {
  const { t } = useTranslation("review");
  const { id } = useProduction();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const here = Math.max(
    0,
    queue.findIndex(({ id }) => id === search.take),
  );
  const current = queue[here];
  const take = useQuery({ ...takeQuery(id, current?.id ?? ""), enabled: current !== undefined });
  const show = (chosen: string | undefined) => void navigate({ search: chosen ? { take: chosen } : {}, replace: true });
  const go = (by: number) => show(queue[(here + by + queue.length) % queue.length]?.id);
  useShortcut({ id: "review.next", label: t("keys.next"), group: t("title"), keys: "n", run: () => go(1) });
  useShortcut({ id: "review.previous", label: t("keys.previous"), group: t("title"), keys: "b", run: () => go(-1) });
  return (
    <div className="flex h-full min-h-0 max-md:scroll-pb-20 max-md:flex-col max-md:overflow-y-auto">
      <div className="flex min-w-0 flex-1 flex-col overflow-y-auto max-md:flex-none max-md:overflow-visible">
        <QueryView query={take}>
          {({ take: found }) => (
            <OneTake
              key={found.id}
              take={found}
              first={search.take === found.id ? (search.frame ?? 0) : 0}
              place={t("place", { here: here + 1, total: queue.length })}
              onDone={() => show(following(queue, found.id))}
            />
          )}
        </QueryView>
      </div>
      <QueueList queue={queue} selected={current?.id} onSelect={show} />
    </div>
  );
}

function OneTake({ take, first, place, onDone }: { take: Take; first: number; place: string; onDone: () => void }) {
  const { t } = useTranslation("review");
  const { id } = useProduction();
  const navigate = route.useNavigate();
  const player = useRef<PlayerHandle>(null);
  const { verdict, ...bar } = useVerdict(take.id);
  const shot = useQuery(shotQuery(id, take.shot)).data?.shot;
  const code = shot?.code ?? "";
  const clips = useMemo(() => [clipOf(take, code)], [take, code]);
  const threads = useQuery(notesQuery(id, take.id)).data ?? NOTHING_SAID;
  const marks = useMemo(() => [...marksOf(take), ...marksOfThreads(threads)], [take, threads]);
  const [looked, setLooked] = useState<string | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const open = (kind: VerdictKind) => bar.open(beginAt(kind, player.current));
  return (
    <>
      <header className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 border-b border-line bg-panel px-3 text-form">
        <span className="numbers text-muted">{place}</span>
        <Link
          to="/p/$production/shots/$shot"
          params={{ production: id, shot: take.shot }}
          search={{ take: take.id }}
          className="numbers font-semibold text-accent hover:underline"
        >
          {code}
        </Link>
        <span>{t("take", { number: take.number })}</span>
        <StatusGlyph state={take.state} stale={take.out_of_date} />
        <PortChips ports={take.ports} />
        <span dir="auto" className="min-w-0 flex-1 truncate text-muted" title={shot?.description}>
          {shot?.description}
        </span>
        <span className="numbers text-label text-muted" title={take.digest ?? ""}>
          {t("file", { digest: shortDigest(take.digest) })}
        </span>
      </header>
      <Approvals take={take} />
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        <div className="flex min-w-0 flex-1 flex-col max-md:contents">
          <Player
            ref={player}
            label={t("player", { code, number: take.number })}
            clips={clips}
            rate={measuresOf(take).rate}
            marks={marks}
            first={first}
            onRest={(frame) => {
              setShown(frame);
              void navigate({ search: { take: take.id, frame }, replace: true });
            }}
            tools={<CompareLink shot={take.shot} take={take.id} frameNow={() => player.current?.frame() ?? 0} />}
            renderOverlay={({ frame }) => (
              <NotesOverlay take={take} threads={threads} frame={frame} looked={looked} verdict={verdict} />
            )}
          />
          {verdict && (
            <VerdictBar
              key={verdict.kind}
              take={take}
              code={code}
              verdict={verdict}
              onClose={bar.close}
              {...(verdict.kind === "note" ? {} : { onDone })}
            />
          )}
          <VerdictButtons take={take} onOpen={open} />
        </div>
        <NotesPanel
          className="w-72 shrink-0 overflow-y-auto border-l border-line bg-panel max-md:w-full max-md:border-t max-md:border-l-0"
          threads={threads}
          frame={shown}
          looked={looked}
          onLook={setLooked}
          onSeek={(frame) => player.current?.seek(frame)}
        />
      </div>
    </>
  );
}

const NOTHING_SAID: readonly Thread[] = [];

function Nothing() {
  const { t } = useTranslation("review");
  const { id } = useProduction();
  return (
    <div className="flex h-full min-h-0 max-md:flex-col max-md:overflow-y-auto">
      <div className="min-w-0 flex-1 max-md:flex-none">
        <EmptyState
          icon={<CircleCheckBig size={32} aria-hidden />}
          title={t("empty.title")}
          action={
            <Link to="/p/$production/film" params={{ production: id }} className="text-form text-accent underline">
              {t("empty.action")}
            </Link>
          }
        >
          {t("empty.text")}
        </EmptyState>
      </div>
      <div className="w-64 shrink-0 overflow-y-auto border-l border-line bg-panel empty:hidden max-md:w-full max-md:border-l-0">
        <OpenNotes />
        <SentBack />
      </div>
    </div>
  );
}
