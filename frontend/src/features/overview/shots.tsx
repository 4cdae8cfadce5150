/** The shots by state, each a way to the board with only those, and what follows from how they stand. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ScrollText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { Progress } from "../../shared/standing/progress";
import { inOrder, standingQuery, underWay, type Standing } from "../../shared/standing/query";
import { EmptyState } from "../../shared/ui/empty-state";
import { QueryView } from "../../shared/ui/query-view";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { Answers } from "./answers";

const TILE = "flex items-center gap-3 rounded-md border border-line bg-panel px-3 py-2 text-form hover:border-strong";

export function Shots() {
  const { id } = useProduction();
  const query = useQuery(standingQuery(id));
  return (
    <QueryView query={query} isEmpty={({ shots }) => shots === 0} empty={<NoShots />}>
      {(standing) => (
        <div className="flex flex-col gap-4">
          <Progress standing={standing} />
          <ul className="flex flex-wrap gap-2">
            {tiles(standing).map(({ state, shots, filter }) => (
              <li key={state}>
                <Link to={`/p/${id}/board` as "/productions"} search={{ q: filter } as never} className={TILE}>
                  <StatusGlyph state={state} />
                  <span className="numbers">{shots}</span>
                </Link>
              </li>
            ))}
          </ul>
          <Answers standing={standing} />
        </div>
      )}
    </QueryView>
  );
}

/** The states of review and of work that there are, and what is out of date, each with what the board filters by. */
function tiles(standing: Standing): { state: string; shots: number; filter: string }[] {
  const stale = { state: "stale", shots: standing.out_of_date, filter: "stale:yes" };
  const states = [...inOrder(standing), ...underWay(standing)].map((each) => ({
    ...each,
    filter: `state:${each.state.replaceAll(" ", "-")}`,
  }));
  return stale.shots > 0 ? [...states, stale] : states;
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
