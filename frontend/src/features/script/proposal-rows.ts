/** The proposal as the virtual list shows it: a line for each scene, and one for each of its shots. */
import type { Anchor, Proposal, ProposedScene, ProposedShot } from "./proposal";

export interface ShotRow {
  kind: "shot";
  key: string;
  shot: ProposedShot;
  /** Of all shots, counted from 0. */
  index: number;
  /** Its first and last line, counted from 1. */
  line: number;
  last: number;
  /** The first of its scene: nothing stands before it that it could go on from. */
  leads: boolean;
}

export interface SceneRow {
  kind: "scene";
  key: string;
  scene: ProposedScene;
}

export type Row = SceneRow | ShotRow;

export const keyOf = ({ digest, occurrence = 1 }: Anchor): string => `${digest} ${occurrence}`;

/** Rows in film order. Scenes after `only` words alone hold the shots that say them or cast whoever is called so. */
export function rowsOf(proposal: Proposal, only = ""): Row[] {
  const wanted = only.trim().toLowerCase();
  const rows: Row[] = [];
  let index = 0;
  proposal.scenes.forEach((scene) => {
    const shots: Row[] = [];
    scene.shots.forEach((shot, at) => {
      const [line = 1, last = line] = shot.lines;
      const row: ShotRow = { kind: "shot", key: keyOf(shot.anchor), shot, index, line, last, leads: at === 0 };
      index += 1;
      if (wanted === "" || wordsOf(shot).includes(wanted)) shots.push(row);
    });
    if (shots.length > 0 || wanted === "") rows.push({ kind: "scene", key: scene.id, scene }, ...shots);
  });
  return rows;
}

function wordsOf(shot: ProposedShot): string {
  return `${shot.code} ${shot.description} ${shot.cast.map(({ name }) => name).join(" ")}`.toLowerCase();
}

export const isShot = (row: Row): row is ShotRow => row.kind === "shot";

/** How long all shots are together, in milliseconds. */
export function lengthOf(proposal: Proposal): number {
  return proposal.scenes.reduce(
    (sum, scene) => sum + scene.shots.reduce((part, shot) => part + shot.milliseconds, 0),
    0,
  );
}

/** In how many shots each name is cast, by kind and name. */
export function usesOf(proposal: Proposal): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const scene of proposal.scenes)
    for (const shot of scene.shots)
      for (const { kind, name } of shot.cast) uses.set(nameKey(kind, name), (uses.get(nameKey(kind, name)) ?? 0) + 1);
  return uses;
}

export const nameKey = (kind: string, name: string): string => `${kind} ${name.toLowerCase()}`;
