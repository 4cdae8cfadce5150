/** Puts the selected shots into a playlist: one that is begun with them, or an open one that takes them behind its own. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { namesQuery } from "../../shared/api/names";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { begin, change, MOST_ENTRIES, playlistQuery, playlistsQuery, withShots } from "../../shared/playlists/calls";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Menu, MenuItem, MenuLine } from "../../shared/ui/menu";
import { ProblemNotice } from "../../shared/ui/problem-notice";

export function IntoPlaylist({ selected }: { selected: ReadonlySet<string> }) {
  const { t } = useTranslation("board");
  const { id } = useProduction();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const open = (useQuery(playlistsQuery(id)).data ?? []).filter(({ status }) => status === "open");
  const put = useCommand({
    call: async ({ into, name }: { into: string | null; name: string }, key) => {
      const { shots } = await queries.ensureQueryData(namesQuery(id)); // in film order
      const chosen = [...shots.keys()].filter((shot) => selected.has(shot));
      if (into !== null) {
        const list = await queries.fetchQuery(playlistQuery(id, into));
        return change(list, { entries: withShots(list.clips, chosen) }, key);
      }
      const entries = chosen.map((shot) => ({ shot, take: null }));
      return begin(id, { name, note: "", entries, choice: null, frozen: false }, key);
    },
    onDone: (list) => void navigate({ to: `/p/${id}/playlists/${list.id}` as "/productions" }),
    renews: [keys.playlists(id), keys.of(id, "playlist")],
  });
  const name = t("playlist-name", { count: selected.size });
  const most = selected.size > MOST_ENTRIES;
  return (
    <>
      {put.problem && <ProblemNotice error={put.problem} inline />}
      {most && <span className="text-body text-muted">{t("playlist-most", { most: MOST_ENTRIES })}</span>}
      <Menu
        placement="top end"
        trigger={<Button isDisabled={put.saving || most}>{put.saving ? t("common:saving") : t("playlist")}</Button>}
      >
        <MenuItem label={t("playlist-new")} onAction={() => put.run({ into: null, name })} />
        {open.length > 0 && <MenuLine />}
        {open.map((list) => (
          <MenuItem
            key={list.id}
            label={t("playlist-into", { name: list.name })}
            onAction={() => put.run({ into: list.id, name })}
          />
        ))}
      </Menu>
    </>
  );
}
