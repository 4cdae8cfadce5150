/** Puts the selected shots into a playlist, in film order, each with its take in use. */
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { namesQuery } from "../../shared/api/names";
import { IntoPlaylist } from "../../shared/playlists/into-playlist";
import { useProduction } from "../../shared/routing/use-production";

export function SelectedIntoPlaylist({ selected }: { selected: ReadonlySet<string> }) {
  const { t } = useTranslation("board");
  const { id } = useProduction();
  const queries = useQueryClient();
  const entries = async () => {
    const { shots } = await queries.ensureQueryData(namesQuery(id)); // in film order
    return [...shots.keys()].filter((shot) => selected.has(shot)).map((shot) => ({ shot, take: null }));
  };
  return <IntoPlaylist count={selected.size} entries={entries} name={t("playlist-name", { count: selected.size })} />;
}
