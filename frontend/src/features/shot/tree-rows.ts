/** The takes of a shot as a tree in lines: what was made anew goes on below, what stands beside a take is a branch. */
import type { TakeStep } from "./tree-queries";

export interface TreeRow {
  step: TakeStep;
  /** How many branches it stands away from the first take. */
  depth: number;
}

const BRANCHES: ReadonlySet<TakeStep["kind"]> = new Set(["variation", "settings", "language", "retake", "extension"]);

/** Branches come right below the take that they leave, before what was made after it. */
export function treeRows(steps: readonly TakeStep[]): TreeRow[] {
  const known = new Set(steps.map(({ take }) => take));
  const below = (take: string | null) =>
    steps.filter(({ after }) => (after && known.has(after.id) ? after.id : null) === take);
  const rows: TreeRow[] = [];
  const put = (step: TakeStep, depth: number) => {
    rows.push({ step, depth });
    const children = below(step.take);
    for (const child of children.filter(({ kind }) => BRANCHES.has(kind))) put(child, depth + 1);
    for (const child of children.filter(({ kind }) => !BRANCHES.has(kind))) put(child, depth);
  };
  for (const step of below(null)) put(step, 0);
  return rows;
}
