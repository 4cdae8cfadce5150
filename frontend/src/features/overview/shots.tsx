/** The shots by state, each a way to the board with only those. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ScrollText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { stagesQuery, type ShotStanding } from "../../shared/api/stages";
import { useProduction } from "../../shared/routing/use-production";
import { EmptyState } from "../../shared/ui/empty-state";
import { QueryView } from "../../shared/ui/query-view";
import { StatusGlyph } from "../../shared/ui/status-glyph";

const TILE = "flex items-center gap-3 rounded-md border border-line bg-panel px-3 py-2 text-form hover:border-strong";

export function Shots() {
  const { id } = useProduction();
  const query = useQuery(stagesQuery(id));
  return (
    <QueryView query={query} isEmpty={(board) => board.shots.length === 0} empty={<NoShots />}>
      {(board) => (
        <ul className="flex flex-wrap gap-2">
          {[...byState(board.shots)].map(([state, count]) => (
            <li key={state}>
              <Link
                to={`/p/${id}/board` as "/productions"}
                search={{ q: `state:${state.replaceAll(" ", "-")}` } as never}
                className={TILE}
              >
                <StatusGlyph state={state} />
                <span className="numbers">{count}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}

function NoShots() {
  const { t } = useTranslation("overview");
  const { id } = useProduction();
  const way = (
    <Link to={`/p/${id}/script` as "/productions"} className="text-accent underline underline-offset-2">
      {t("to-script")}
    </Link>
  );
  return (
    <EmptyState title={t("no-shots")} icon={<ScrollText size={28} aria-hidden />} action={way}>
      {t("no-shots-help")}
    </EmptyState>
  );
}

/** How many shots are in each state of review and of work. */
function byState(shots: readonly ShotStanding[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { review, work } of shots)
    for (const state of work === "none" ? [review] : [review, work]) found.set(state, (found.get(state) ?? 0) + 1);
  return found;
}
