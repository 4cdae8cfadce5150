/** The film: the takes in use in order as one, with slates where there is no take yet. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { EmptyState } from "../../shared/ui/empty-state";
import { secondsText } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { LanguageChoice } from "../../shared/languages/language-choice";
import { Player, type PlayerHandle } from "../../shared/player/player";
import { rateOf } from "../../shared/player/timing";
import { cutQuery, type Cut, type CutClip } from "../../shared/api/cut";
import { CutListMenu } from "./cut-list-menu";
import { clipsOf, isGap, marksOf } from "./film-clips";
import { FilmCaptions } from "./film-captions";
import { Filmstrip } from "./filmstrip";

const route = getRouteApi("/in/p/$production/film");

export function FilmPage() {
  const { t } = useTranslation("film");
  const { id } = useProduction();
  const { spoken } = route.useSearch();
  useBreadcrumb({ label: t("title") });
  const query = useQuery(cutQuery(id, spoken));
  return (
    <>
      <h1 className="sr-only">{t("title")}</h1>
      <QueryView
        query={query}
        isEmpty={(cut) => cut.clips.length === 0 && cut.left_out.length === 0}
        empty={<Nothing />}
      >
        {(cut) => <Film cut={cut} />}
      </QueryView>
    </>
  );
}

function Film({ cut }: { cut: Cut }) {
  const { t } = useTranslation("film");
  const { frame = 0 } = route.useSearch();
  const navigate = route.useNavigate();
  const player = useRef<PlayerHandle>(null);
  const [playing, setPlaying] = useState(() => clipAt(cut.clips, frame));
  const clips = useMemo(() => clipsOf(cut), [cut]);
  const marks = useMemo(
    () =>
      marksOf(
        cut,
        (scene) => t("scene", { scene }),
        (code) => t("gap", { code }),
      ),
    [cut, t],
  );
  const current = cut.clips[playing] ?? cut.clips[0];
  if (!current) return <AllLeftOut />;
  const rested = (at: number) => {
    setPlaying(clipAt(cut.clips, at));
    if (at !== frame) void navigate({ search: (search) => ({ ...search, frame: at }), replace: true });
  };
  return (
    <div className="flex h-full min-h-0 flex-col overflow-y-auto">
      <Now clip={current} cut={cut} />
      <FilmCaptions onGo={(at) => player.current?.seek(at)} />
      <Player
        ref={player}
        label={t("title")}
        clips={clips}
        rate={rateOf(cut.rate)}
        marks={marks}
        first={frame}
        onRest={rested}
      />
      <Filmstrip clips={cut.clips} playing={playing} onGo={(clip) => player.current?.seek(clip.start)} />
    </div>
  );
}

/** Which shot is playing, and how much of the film there is. */
function Now({ clip, cut }: { clip: CutClip; cut: Cut }) {
  const { t } = useTranslation("film");
  const { id } = useProduction();
  const { frame, spoken = null } = route.useSearch();
  const navigate = route.useNavigate();
  const hear = (language: string | null) =>
    void navigate({ search: { ...(frame === undefined ? {} : { frame }), ...(language ? { spoken: language } : {}) } });
  const missing = cut.clips.filter(isGap).length;
  const old = cut.clips.filter((each) => each.out_of_date).length;
  const rate = rateOf(cut.rate);
  return (
    <header className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 border-b border-line bg-panel px-3 text-form">
      <Link
        to="/p/$production/shots/$shot"
        params={{ production: id, shot: clip.shot }}
        search={clip.take ? { take: clip.take.id } : {}}
        className="font-semibold text-accent hover:underline"
      >
        <span className="numbers">{clip.code}</span>
      </Link>
      {clip.take && <span className="text-muted">{t("take", { number: clip.take.number })}</span>}
      <StatusGlyph state={clip.state ?? "empty"} stale={clip.out_of_date} />
      <span className="flex-1" />
      <span className="numbers text-body text-muted">
        {t("summary", {
          count: cut.clips.length,
          length: secondsText((cut.frames * rate.denominator) / rate.numerator),
        })}
      </span>
      <LanguageChoice production={id} value={spoken} onChange={hear} labelHidden className="w-40" />
      {missing > 0 && <StatusCount state="empty" text={t("missing", { count: missing })} />}
      {old > 0 && <StatusCount state="out of date" text={t("old", { count: old })} />}
      <Link to="/p/$production/timeline" params={{ production: id }} className="text-body text-accent hover:underline">
        {t("timeline")}
      </Link>
      <Link to="/p/$production/languages" params={{ production: id }} className="text-body text-accent hover:underline">
        {t("languages:title")}
      </Link>
      <CutListMenu empty={missing === cut.clips.length} spoken={spoken} />
    </header>
  );
}

function StatusCount({ state, text }: { state: string; text: string }) {
  return (
    <span className="flex items-center gap-1 text-body">
      <StatusGlyph state={state} compact />
      {text}
    </span>
  );
}

function AllLeftOut() {
  const { t } = useTranslation("film");
  const { id } = useProduction();
  return (
    <EmptyState
      title={t("left-out.title")}
      action={
        <Link to="/p/$production/timeline" params={{ production: id }} className="text-form text-accent underline">
          {t("left-out.action")}
        </Link>
      }
    >
      {t("left-out.text")}
    </EmptyState>
  );
}

function Nothing() {
  const { t } = useTranslation("film");
  const { id } = useProduction();
  return (
    <EmptyState
      title={t("empty.title")}
      action={
        <Link to={`/p/${id}/script` as "/productions"} className="text-form text-accent underline">
          {t("empty.action")}
        </Link>
      }
    >
      {t("empty.text")}
    </EmptyState>
  );
}

function clipAt(clips: readonly CutClip[], frame: number): number {
  return Math.max(
    0,
    clips.findLastIndex((clip) => clip.start <= frame),
  );
}
