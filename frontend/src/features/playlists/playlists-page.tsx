/** Playlists: all of them at the left, the open one beside it, to be played and judged. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Projector, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../../shared/api/session";
import { useShortcut } from "../../shared/keys/registry";
import { classes } from "../../shared/lib/classes";
import { playlistQuery, playlistsQuery, type Summary } from "../../shared/playlists/calls";
import { useLooking } from "../../shared/playlists/looked";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { Button, IconButton } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { RelativeTime } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { Dailies } from "./dailies";
import { NewPlaylist } from "./new-playlist";
import "./words";

const route = getRouteApi("/in/p/$production/playlists/{-$playlist}");

export function PlaylistsPage() {
  const { t } = useTranslation("playlists");
  const { playlist } = route.useParams() as { playlist?: string };
  const { frame = 0 } = route.useSearch();
  const navigate = route.useNavigate();
  const { id, may } = useProduction();
  const person = useQuery(sessionQuery).data?.person?.person ?? "";
  const [adding, setAdding] = useState(false);
  const query = useQuery(playlistsQuery(id));
  const open = useQuery({ ...playlistQuery(id, playlist ?? ""), enabled: playlist !== undefined });
  const go = (chosen: string) => void navigate({ params: { playlist: chosen } as never, search: {} });
  const begin = may("note");
  useLooking(person, id);
  useBreadcrumb({ label: t("title") }, ...(open.data ? [{ label: open.data.name }] : []));
  useShortcut({
    id: "playlists.new",
    label: t("new.title"),
    group: t("title"),
    keys: "shift+n",
    enabled: begin.allowed,
    run: () => setAdding(true),
  });
  return (
    <section aria-label={t("title")} className="flex min-h-0 flex-1">
      <h1 className="sr-only">{t("title")}</h1>
      <section
        aria-label={t("list")}
        className={classes(
          "flex w-60 shrink-0 flex-col overflow-y-auto border-r border-line bg-panel max-md:w-full",
          playlist && "max-md:hidden",
        )}
      >
        <header className="flex min-h-9 items-center justify-between border-b border-line pr-1 pl-3">
          <h2 className="text-form font-semibold">{t("title")}</h2>
          <IconButton
            label={begin.allowed ? t("new.title") : (begin.reason ?? t("new.title"))}
            command="playlists.new"
            icon={<Plus size={16} aria-hidden />}
            isDisabled={!begin.allowed}
            onPress={() => setAdding(true)}
          />
        </header>
        <QueryView
          query={query}
          isEmpty={(lists) => lists.length === 0}
          empty={<p className="p-3 text-body text-muted">{t("none")}</p>}
        >
          {(lists) => (
            <ul>
              {lists.map((each) => (
                <Row key={each.id} list={each} selected={each.id === playlist} onSelect={() => go(each.id)} />
              ))}
            </ul>
          )}
        </QueryView>
      </section>
      <div className={classes("flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto", !playlist && "max-md:hidden")}>
        {playlist ? (
          <QueryView query={open}>
            {(list) => (
              <Dailies
                key={list.id}
                list={list}
                first={frame}
                onRest={(at) => void navigate({ search: { frame: at }, replace: true })}
              />
            )}
          </QueryView>
        ) : (
          <EmptyState
            icon={<Projector size={28} aria-hidden />}
            title={t("empty.title")}
            {...(begin.allowed ? { action: <Button onPress={() => setAdding(true)}>{t("new.title")}</Button> } : {})}
          >
            {t("empty.text")}
          </EmptyState>
        )}
      </div>
      {adding && <NewPlaylist onClose={() => setAdding(false)} onMade={go} />}
    </section>
  );
}

function Row({ list, selected, onSelect }: { list: Summary; selected: boolean; onSelect: () => void }) {
  const { t } = useTranslation("playlists");
  return (
    <li
      className={classes(
        "border-b border-line border-l-2",
        selected ? "border-l-accent bg-raised" : "border-l-transparent",
      )}
    >
      <button
        type="button"
        onClick={onSelect}
        aria-current={selected ? "true" : undefined}
        className="flex w-full flex-col gap-0.5 px-3 py-2 text-left hover:bg-raised"
      >
        <span dir="auto" className="truncate text-form font-semibold">
          {list.name}
        </span>
        <span className="flex flex-wrap gap-x-2 text-body text-muted">
          <span>{t("count", { count: list.entries })}</span>
          {list.status !== "open" && <span>{t(`status.${list.status}`)}</span>}
          <bdi>{list.author.name}</bdi>
          {list.at && <RelativeTime at={list.at} />}
        </span>
      </button>
    </li>
  );
}
