/** The shots that cast a reference, with links, and casting it in another. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { useTranslation } from "react-i18next";
import { stagesQuery } from "../../shared/api/stages";
import { classes } from "../../shared/lib/classes";
import { useProduction } from "../../shared/routing/use-production";
import { IconButton } from "../../shared/ui/button";
import { toggleInspector } from "../../shared/ui/inspector";
import { QueryView } from "../../shared/ui/query-view";
import { Select } from "../../shared/ui/select";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { namesQuery } from "../../shared/api/names";
import type { Reference, Usage } from "./queries";
import { useReferencesSearch } from "./use-references";
import { useUses } from "./use-uses";

export function UsedBy({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const { past, id, may } = useProduction();
  const query = useUses(reference.id);
  const { search, change } = useReferencesSearch();
  const names = useQuery({ ...namesQuery(id), enabled: !past });
  const open = (shot: string) => {
    change({ shot });
    toggleInspector(true);
  };
  const cast = new Set(query.data?.map(({ shot }) => shot));
  const others = [...(names.data?.shots.values() ?? [])]
    .filter(({ id: shot }) => !cast.has(shot))
    .map(({ id: shot, code }) => ({ value: shot, label: code }));
  return (
    <div className="flex flex-col gap-4 p-4">
      <QueryView
        query={query}
        isEmpty={(uses) => uses.length === 0}
        empty={<p className="text-form text-muted">{t("uses.none")}</p>}
      >
        {(uses) => <Uses uses={uses} shot={search.shot} onOpen={open} />}
      </QueryView>
      {!past && !reference.removed && may("change", reference.can).allowed && others.length > 0 && (
        <Select label={t("uses.add")} options={others} value={null} onChange={open} className="w-56" />
      )}
    </div>
  );
}

function Uses({
  uses,
  shot,
  onOpen,
}: {
  uses: readonly Usage[];
  shot: string | undefined;
  onOpen: (shot: string) => void;
}) {
  const { t } = useTranslation("references");
  const { id, past } = useProduction();
  const { data: board } = useQuery({ ...stagesQuery(id), enabled: !past });
  const standings = new Map(board?.shots.map((standing) => [standing.shot, standing]));
  return (
    <table className="w-full max-w-3xl text-form">
      <thead className="text-left text-label text-muted">
        <tr>
          <th className="py-1 font-medium">{t("uses.shot")}</th>
          <th className="font-medium">{t("uses.role")}</th>
          <th className="font-medium">{t("uses.version")}</th>
          {!past && <th className="font-medium">{t("uses.state")}</th>}
          {!past && (
            <th>
              <span className="sr-only">{t("uses.edit")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {uses.map((use) => {
          const standing = standings.get(use.shot);
          return (
            <tr key={use.shot} className={classes("border-t border-line", use.shot === shot && "bg-raised")}>
              <td className="py-1">
                <Link
                  to={`/p/${id}/shots/${use.shot}` as "/productions"}
                  className="numbers underline decoration-strong underline-offset-2 hover:decoration-current"
                >
                  {use.code}
                </Link>
              </td>
              <td>{use.role || <span className="text-muted">–</span>}</td>
              <td className="text-muted">
                {use.version === null ? t("uses.follows") : t("version", { version: use.version })}
              </td>
              {!past && (
                <td>
                  {standing && (
                    <StatusGlyph state={standing.review} work={standing.work} stale={standing.out_of_date} />
                  )}
                </td>
              )}
              {!past && (
                <td className="w-8">
                  <IconButton
                    label={t("uses.edit-one", { code: use.code })}
                    icon={<Pencil size={14} aria-hidden />}
                    onPress={() => onOpen(use.shot)}
                  />
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
