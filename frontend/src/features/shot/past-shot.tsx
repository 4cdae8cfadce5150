/** A shot as it was at a moment: the takes of then, the one in use, and what went into it. Nothing here changes anything. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { inUseThen, pastQuery, type PastState } from "../../shared/api/past";
import { Player, type PlayerHandle } from "../../shared/player/player";
import { clipOf, measuresOf, takesQuery, type Take } from "../../shared/player/takes";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { EmptyState } from "../../shared/ui/empty-state";
import { Inspector } from "../../shared/ui/inspector";
import { QueryView } from "../../shared/ui/query-view";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { Tabs } from "../../shared/ui/tabs";
import { HistoryTab } from "./history-tab";
import { InputsTab } from "./inputs-tab";
import { Neighbours, useNeighbourKeys } from "./neighbours";
import { stacked, TakeStack } from "./take-stack";
import { takesThen } from "./takes-then";
import { useTakeKeys } from "./use-take-keys";

const route = getRouteApi("/in/p/$production/shots/$shot");
type ShotThen = PastState["shots"][number];

export function PastShot({ shot, at }: { shot: string; at: string }) {
  const { t } = useTranslation("shot");
  const { id } = useProduction();
  const state = useQuery(pastQuery(id, at));
  const takes = useQuery(takesQuery(id, shot));
  return (
    <QueryView query={state}>
      {(then) => {
        const found = then.shots.find((each) => each.id === shot);
        if (!found)
          return (
            <EmptyState whole title={t("past.none")}>
              {t("past.none-text")}
            </EmptyState>
          );
        return (
          <QueryView query={takes}>
            {(files) => <Then key={shot} shot={found} state={then} takes={stacked(takesThen(files, then, found))} />}
          </QueryView>
        );
      }}
    </QueryView>
  );
}

function Then({ shot, state, takes }: { shot: ShotThen; state: PastState; takes: readonly Take[] }) {
  const { t } = useTranslation("shot");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const player = useRef<PlayerHandle>(null);
  const order = useMemo(() => state.shots.map(({ id, code }) => ({ shot: id, code })), [state]);
  const used = inUseThen(state.takes, shot);
  const take = takes.find(({ id }) => id === search.take) ?? takes.find(({ id }) => id === used?.id) ?? takes[0];
  const clips = useMemo(() => (take ? [clipOf(take, shot.code)] : []), [take, shot.code]);
  const select = (chosen: string) => void navigate({ search: (old) => ({ ...old, take: chosen }), replace: true });
  const tab = search.tab === "history" ? "history" : "inputs";
  useBreadcrumb({ label: shot.code });
  useNeighbourKeys(shot.id, order);
  useTakeKeys(takes, take, select);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex h-10 shrink-0 items-center gap-3 border-b border-line bg-panel px-2 text-form">
        <Neighbours shot={shot.id} order={order} />
        <h1 className="numbers font-semibold">{shot.code}</h1>
        <StatusGlyph state={used?.state ?? "empty"} />
        <p dir="auto" className="min-w-0 flex-1 truncate text-muted" title={shot.description}>
          {shot.description}
        </p>
      </header>
      <div className="flex min-h-0 flex-1">
        <TakeStack
          takes={takes}
          selected={take?.id}
          onSelect={select}
          onSeek={(frame) => player.current?.seek(frame)}
        />
        {take ? (
          <Player
            ref={player}
            label={t("player", { code: shot.code, number: take.number })}
            clips={clips}
            rate={measuresOf(take).rate}
            first={search.frame ?? 0}
            onRest={(frame) => void navigate({ search: (old) => ({ ...old, frame }), replace: true })}
          />
        ) : (
          <div className="flex flex-1 items-center justify-center bg-picture">
            <EmptyState title={t("no-take.title")}>{t("past.no-take")}</EmptyState>
          </div>
        )}
      </div>
      <Inspector title={<span className="numbers">{shot.code}</span>}>
        <Tabs
          label={t("tabs.label")}
          selected={tab}
          onSelect={(chosen) => void navigate({ search: (old) => ({ ...old, tab: chosen }), replace: true })}
          items={[
            { id: "inputs", label: t("tabs.inputs"), content: <InputsTab shot={shot.id} /> },
            { id: "history", label: t("tabs.history"), content: <HistoryTab shot={shot.id} upto={state.position} /> },
          ]}
        />
      </Inspector>
    </div>
  );
}
