/** The rows of the board, live or as they were: one place that knows which queries they come from. */
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { inUseThen, pastQuery, type PastState, type TakeThen } from "../../shared/api/past";
import { filmScenesQuery, filmShotsQuery } from "../../shared/api/film";
import type { components } from "../../shared/api/schema";
import { stagesQuery, type Board, type Cell, type ShotStanding } from "../../shared/api/stages";
import { sessionQuery } from "../../shared/api/session";
import { worksQuery, type Works } from "../../shared/api/works";
import { useProduction } from "../../shared/routing/use-production";
import { filmTakesQuery } from "../../shared/player/takes";
import { boardCutQuery, namesQuery } from "./queries";
import { useColumns, type Column } from "./columns";
import { rowsOf, type Row } from "./rows";

type State = Pick<PastState, "position" | "scenes" | "shots" | "takes" | "work">;
type Files = ReadonlyMap<string, Pick<components["schemas"]["TakeInReview"], "poster" | "proxy">>;

const NO_NAMES: ReadonlyMap<string, string> = new Map();

export interface BoardData {
  rows: readonly Row[];
  /** The query that decides whether there is anything to show. */
  main: UseQueryResult<unknown, unknown>;
  /** What failed besides; the board then lacks states or pictures, and says so. */
  beside: UseQueryResult<unknown, unknown>[];
  rate: string | null;
}

export function useBoard(): BoardData {
  const { id, at } = useProduction();
  const live = { enabled: at === null };
  const shots = useQuery({ ...filmShotsQuery(id), ...live });
  const scenes = useQuery({ ...filmScenesQuery(id), ...live });
  const stages = useQuery({ ...stagesQuery(id), ...live });
  const cut = useQuery({ ...boardCutQuery(id), ...live });
  const columns = useColumns();
  const names = useQuery(namesQuery(id));
  const works = useQuery(worksQuery(id));
  const person = useQuery(sessionQuery).data?.person?.person ?? "";
  const then = useQuery({ ...pastQuery(id, at ?? ""), enabled: at !== null });
  const files = useQuery({ ...filmTakesQuery(id), enabled: at !== null });
  const rows = useMemo(() => {
    const known = names.data ?? NO_NAMES;
    if (at !== null)
      return then.data ? rowsThen(then.data, columns, known, files.data, worksThen(then.data, works.data), person) : [];
    if (!shots.data || !scenes.data) return [];
    return rowsOf({
      shots: shots.data,
      scenes: scenes.data,
      board: stages.data,
      clips: cut.data?.clips ?? [],
      names: known,
      works: works.data,
      person,
    });
  }, [
    shots.data,
    scenes.data,
    stages.data,
    cut.data,
    names.data,
    then.data,
    files.data,
    works.data,
    person,
    at,
    columns,
  ]);
  const beside = at === null ? [stages, cut, scenes, works].filter((query) => query.isError) : [];
  return { rows, main: at === null ? shots : then, beside, rate: cut.data?.rate ?? null };
}

/** What a take's review makes of its shot. */
const STANDS: Readonly<Record<TakeThen["state"], ShotStanding["review"]>> = {
  made: "made",
  submitted: "in review",
  approved: "approved",
  changes_requested: "changes requested",
};

function rowsThen(
  state: State,
  columns: readonly Column[],
  names: ReadonlyMap<string, string>,
  files: Files = new Map(),
  works?: Works,
  person = "",
): Row[] {
  const shots = state.shots.map((shot): ShotStanding => {
    const take = inUseThen(state.takes, shot);
    const kept = take?.state === "approved" ? "approved" : take?.pinned ? "pinned" : null;
    return {
      shot: shot.id,
      review: take ? STANDS[take.state] : "empty",
      work: "none",
      out_of_date: false,
      causes: [],
      take: take ? { id: take.id, number: take.number } : null,
      use: null,
      kept,
      ports: [],
    };
  });
  const stages = shots.flatMap((shot) => cellsThen(shot, columns));
  const board: Board = {
    as_of: state.position,
    columns: [...columns],
    stages,
    shots,
    since: "",
    changes: false,
    gone: [],
  };
  const clips = shots.flatMap(({ shot, take }) =>
    take ? { shot, poster: files.get(take.id)?.poster ?? null, proxy: files.get(take.id)?.proxy ?? null } : [],
  );
  return rowsOf({ shots: state.shots, scenes: state.scenes, board, clips, names, works, person });
}

/** What was said of work then, with the names that people and statuses have now. */
const worksThen = ({ work }: State, now: Works | undefined): Works | undefined => now && { ...now, work };

/** A take has every stage behind it; what ran or waited then is not told. */
function cellsThen({ shot, take }: ShotStanding, columns: readonly Column[]): Cell[] {
  if (!take) return [];
  return columns.map(({ stage }) => ({
    shot,
    stage,
    state: "made",
    job: null,
    order: null,
    progress: null,
    take: take.id,
    verdict: null,
    reason: "",
    causes: [],
    check: null,
  }));
}
