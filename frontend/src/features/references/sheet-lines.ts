/** The lines of a character sheet: a heading for each scene, its shots below, and where keys lead in them. */
import type { Appearance, AppearingScene, Sheet } from "./sheet-queries";

export type Line =
  | { kind: "scene"; key: string; scene: AppearingScene; count: number }
  | { kind: "shots"; key: string; shots: readonly Appearance[] };

export interface Sifting {
  scene?: string | undefined;
  /** A change of the look, or `PLAIN` for shots in which none holds. */
  worn?: string | undefined;
}

/** The look of shots in which no change of it holds. */
export const PLAIN = "plain";

export function sifted(shots: readonly Appearance[], { scene, worn }: Sifting): Appearance[] {
  return shots.filter(
    (shot) =>
      (scene === undefined || shot.scene === scene) &&
      (worn === undefined || (worn === PLAIN ? shot.looks.length === 0 : shot.looks.includes(worn))),
  );
}

/** Shots in the order in which they come, as many beside each other as there are columns. */
export function linesOf(shots: readonly Appearance[], scenes: Sheet["scenes"], columns: number): Line[] {
  const byScene = new Map<string, Appearance[]>();
  for (const shot of shots) byScene.set(shot.scene, [...(byScene.get(shot.scene) ?? []), shot]);
  return scenes.flatMap((scene): Line[] => {
    const own = byScene.get(scene.id) ?? [];
    if (own.length === 0) return [];
    const lines = Array.from({ length: Math.ceil(own.length / columns) }, (_, line): Line => {
      const some = own.slice(line * columns, (line + 1) * columns);
      return { kind: "shots", key: some[0]?.shot ?? scene.id, shots: some };
    });
    return [{ kind: "scene", key: scene.id, scene, count: own.length }, ...lines];
  });
}

const SIDEWAYS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
const DOWN: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 4, PageUp: -4 };

/** The shot that a key leads to from another one; undefined for a key that leads nowhere. Down stays in the column. */
export function led(lines: readonly Line[], from: string | null, key: string): string | undefined {
  const rows = lines.flatMap((line) => (line.kind === "shots" ? [line.shots] : []));
  const [aside, down] = [SIDEWAYS[key], DOWN[key]];
  if (aside === undefined && down === undefined) return undefined;
  const all = rows.flat();
  const at = all.findIndex(({ shot }) => shot === from);
  if (at < 0) return all[0]?.shot;
  if (aside !== undefined) return all[within(at + aside, all.length)]?.shot;
  const row = rows.findIndex((shots) => shots.some(({ shot }) => shot === from));
  const column = rows[row]?.findIndex(({ shot }) => shot === from) ?? 0;
  const next = rows[within(row + (down ?? 0), rows.length)] ?? [];
  return next[Math.min(column, next.length - 1)]?.shot;
}

const within = (index: number, count: number): number => Math.min(Math.max(index, 0), count - 1);
