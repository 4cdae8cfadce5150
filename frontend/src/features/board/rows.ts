/** Rows of the board: one per shot, with everything that its cells, cards, filter and inspector show. */
import type { components } from "../../shared/api/schema";
import { today, type Status, type Works } from "../../shared/api/works";
import type { Board, Cell, ShotStanding } from "../../shared/api/stages";

type Shot = components["schemas"]["Shot"];
type Scene = components["schemas"]["Scene"];
type Clip = Pick<components["schemas"]["Clip"], "shot" | "poster" | "proxy">;

export interface Row {
  id: string;
  /** The shot as it was read, with all that can be written on it. */
  shot: Shot;
  code: string;
  scene: string;
  sceneCode: string;
  heading: string;
  description: string;
  /** Removed is what a row is called that went while it was shown. */
  state: ShotStanding["review"] | "removed";
  work: ShotStanding["work"];
  stale: boolean;
  /** What its take in use holds. */
  ports: ShotStanding["ports"];
  /** What keeps the take in use from being made anew. */
  kept: "approved" | "pinned" | null;
  locked: readonly string[];
  textChanged: boolean;
  take: { id: string; number: number } | null;
  poster: string | null;
  proxy: string | null;
  frames: number;
  cast: readonly string[];
  task: Task;
  cells: Readonly<Partial<Record<string, Cell>>>;
  /** Everything that words of the filter find, in lower case. */
  words: string;
}

/** The work of people on a shot; "" where nothing is said. */
export interface Task {
  /** Who does no work here any more is `left`; `me` is who looks. */
  assignees: readonly { id: string; name: string; left: boolean; me: boolean }[];
  due: string;
  priority: string;
  /** `place` is where it stands in the list of the production. */
  status: (Status & { place: number }) | null;
  /** As it was read; 0 where nothing was ever said. */
  version: number;
}

export interface Sources {
  shots: readonly Shot[];
  scenes: readonly Scene[];
  board: Board | undefined;
  clips: readonly Clip[];
  /** Names of references by id. */
  names: ReadonlyMap<string, string>;
  works?: Works | undefined;
  /** Who looks. */
  person?: string;
}

export const NO_TASK: Task = { assignees: [], due: "", priority: "", status: null, version: 0 };

/** Whether it was due before today and is not done. */
export const isLate = ({ task }: Row): boolean => task.due !== "" && task.due < today() && !task.status?.ends;

function taskByShot({ statuses, people, work }: Works, person: string | undefined): Map<string, Task> {
  const known = new Map(people.map((each) => [each.person, each]));
  const listed = new Map(statuses.map((status, place) => [status.id, { ...status, place }]));
  return new Map(
    work.map((each) => [
      each.shot,
      {
        assignees: each.assignees.map((id) => ({
          id,
          name: known.get(id)?.name ?? "?",
          left: !known.get(id)?.active,
          me: id === person,
        })),
        due: each.due ?? "",
        priority: each.priority ?? "",
        status: listed.get(each.status ?? "") ?? null,
        version: each.version,
      },
    ]),
  );
}

export function rowsOf({ shots, scenes, board, clips, names, works, person }: Sources): Row[] {
  const scene = new Map(scenes.map((each) => [each.id, each]));
  const standing = new Map(board?.shots.map((each) => [each.shot, each]));
  const clip = new Map(clips.map((each) => [each.shot, each]));
  const cells = cellsByShot(board?.stages ?? []);
  const tasks = works && taskByShot(works, person);
  return shots.map((shot) =>
    rowOf(
      shot,
      scene.get(shot.scene ?? ""),
      standing.get(shot.id),
      clip.get(shot.id),
      cells.get(shot.id) ?? {},
      names,
      tasks?.get(shot.id) ?? NO_TASK,
    ),
  );
}

function rowOf(
  shot: Shot,
  scene: Scene | undefined,
  standing: ShotStanding | undefined,
  clip: Clip | undefined,
  cells: Row["cells"],
  names: Sources["names"],
  task: Task,
): Row {
  const cast = shot.cast.flatMap(({ reference }) => names.get(reference) ?? []);
  const heading = scene?.heading.text ?? "";
  const description = shot.description || shot.text;
  return {
    id: shot.id,
    shot,
    code: shot.code,
    scene: shot.scene ?? "",
    sceneCode: scene?.code ?? "",
    heading,
    description,
    state: standing?.review ?? "empty",
    work: standing?.work ?? "none",
    stale: standing?.out_of_date ?? false,
    ports: standing?.ports ?? [],
    kept: standing?.kept ?? null,
    locked: Object.keys(shot.locks),
    textChanged: shot.text_changed,
    take: standing?.take ?? null,
    poster: clip?.poster ?? null,
    proxy: clip?.proxy ?? null,
    frames: shot.frames,
    cast,
    task,
    cells,
    words: [
      shot.code,
      description,
      heading,
      ...cast,
      ...task.assignees.map(({ name }) => name),
      ...shot.dialogue.map((line) => line.text),
    ]
      .join(" ")
      .toLowerCase(),
  };
}

function cellsByShot(cells: readonly Cell[]): Map<string, Record<string, Cell>> {
  const found = new Map<string, Record<string, Cell>>();
  for (const cell of cells) {
    const mine = found.get(cell.shot);
    if (mine) mine[cell.stage] = cell;
    else found.set(cell.shot, { [cell.stage]: cell });
  }
  return found;
}

/** What rows are put together by, where they are. */
export type Grouping = "scene" | "assignee" | "status";

export interface Group {
  /** "" where they are not of one scene. */
  scene: string;
  code: string;
  heading: string;
  rows: readonly Row[];
}

/** Rows that follow each other in one group, together. */
export function grouped(rows: readonly Row[], by: Grouping): Group[] {
  const groups: { key: string; scene: string; code: string; heading: string; rows: Row[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    const key = keyOf(row, by);
    if (last?.key === key) last.rows.push(row);
    else if (by === "scene")
      groups.push({ key, scene: row.scene, code: row.sceneCode, heading: row.heading, rows: [row] });
    else groups.push({ key, scene: "", code: key, heading: "", rows: [row] });
  }
  return groups;
}

/** What those of a group have alike; "" is nobody and nothing. */
export function keyOf({ scene, task }: Row, by: Grouping): string {
  if (by === "scene") return scene;
  if (by === "status") return task.status?.name ?? "";
  return task.assignees.map(({ name }) => name).join(", ");
}

/** How many rows are in each state of review and of work, and how many are out of date. */
export function totalsOf(rows: readonly Row[]): { states: [string, number][]; stale: number; frames: number } {
  const states = new Map<string, number>();
  for (const { state, work } of rows)
    for (const each of work === "none" ? [state] : [state, work]) states.set(each, (states.get(each) ?? 0) + 1);
  return {
    states: [...states],
    stale: rows.filter((row) => row.stale).length,
    frames: rows.reduce((sum, row) => sum + row.frames, 0),
  };
}
