/** Rows of the board: one per shot, with everything that its cells, cards, filter and inspector show. */
import type { components } from "../../shared/api/schema";
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
  cells: Readonly<Partial<Record<string, Cell>>>;
  /** Everything that words of the filter find, in lower case. */
  words: string;
}

export interface Sources {
  shots: readonly Shot[];
  scenes: readonly Scene[];
  board: Board | undefined;
  clips: readonly Clip[];
  /** Names of references by id. */
  names: ReadonlyMap<string, string>;
}

export function rowsOf({ shots, scenes, board, clips, names }: Sources): Row[] {
  const scene = new Map(scenes.map((each) => [each.id, each]));
  const standing = new Map(board?.shots.map((each) => [each.shot, each]));
  const clip = new Map(clips.map((each) => [each.shot, each]));
  const cells = cellsByShot(board?.stages ?? []);
  return shots.map((shot) =>
    rowOf(shot, scene.get(shot.scene ?? ""), standing.get(shot.id), clip.get(shot.id), cells.get(shot.id) ?? {}, names),
  );
}

function rowOf(
  shot: Shot,
  scene: Scene | undefined,
  standing: ShotStanding | undefined,
  clip: Clip | undefined,
  cells: Row["cells"],
  names: Sources["names"],
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
    cells,
    words: [shot.code, description, heading, ...cast, ...shot.dialogue.map((line) => line.text)]
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

export interface Group {
  scene: string;
  code: string;
  heading: string;
  rows: readonly Row[];
}

/** Rows that follow each other in one scene, together. */
export function grouped(rows: readonly Row[]): Group[] {
  const groups: { scene: string; code: string; heading: string; rows: Row[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.scene === row.scene) last.rows.push(row);
    else groups.push({ scene: row.scene, code: row.sceneCode, heading: row.heading, rows: [row] });
  }
  return groups;
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
