/** Puts shots or takes into a playlist: one that is begun with them, or an open one that takes them behind its own. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "../live/query-keys";
import { useCommand } from "../live/use-command";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { Menu, MenuItem, MenuLine } from "../ui/menu";
import { ProblemNotice } from "../ui/problem-notice";
import { begin, change, MOST_ENTRIES, playlistQuery, playlistsQuery, withEntries, type Entry } from "./calls";

interface IntoPlaylistProps {
  /** How many there are, and how they come to be known once somebody asks. */
  count: number;
  entries: () => Entry[] | Promise<Entry[]>;
  /** What a playlist that is begun with them is called. */
  name: string;
  size?: "small";
}

export function IntoPlaylist({ count, entries, name, ...look }: IntoPlaylistProps) {
  const { t } = useTranslation("board");
  const { id } = useProduction();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const open = (useQuery(playlistsQuery(id)).data ?? []).filter(({ status }) => status === "open");
  const put = useCommand({
    call: async (into: string | null, key) => {
      const chosen = await entries();
      if (into === null) return begin(id, { name, note: "", entries: chosen, choice: null, frozen: false }, key);
      const list = await queries.fetchQuery(playlistQuery(id, into));
      return change(list, { entries: withEntries(list.clips, chosen) }, key);
    },
    onDone: (list) => void navigate({ to: `/p/${id}/playlists/${list.id}` as "/productions" }),
    renews: [keys.playlists(id), keys.of(id, "playlist")],
  });
  const most = count > MOST_ENTRIES;
  return (
    <>
      {put.problem && <ProblemNotice error={put.problem} inline />}
      {most && <span className="text-body text-muted">{t("playlist-most", { most: MOST_ENTRIES })}</span>}
      <Menu
        placement="top end"
        trigger={
          <Button {...look} isDisabled={put.saving || most}>
            {put.saving ? t("common:saving") : t("playlist")}
          </Button>
        }
      >
        <MenuItem label={t("playlist-new")} onAction={() => put.run(null)} />
        {open.length > 0 && <MenuLine />}
        {open.map((list) => (
          <MenuItem key={list.id} label={t("playlist-into", { name: list.name })} onAction={() => put.run(list.id)} />
        ))}
      </Menu>
    </>
  );
}
