/** What would move if the board took over a new order of rows: shown rows stay where they are until somebody asks. */

/** How many rows came, went or changed their place. */
export function updates(shown: readonly string[], fresh: readonly string[]): number {
  const before = new Set(shown);
  const after = new Set(fresh);
  const came = fresh.filter((id) => !before.has(id)).length;
  const kept = shown.filter((id) => after.has(id));
  const stay = fresh.filter((id) => before.has(id));
  return came + (shown.length - kept.length) + movedIn(kept, stay);
}

/** The fewest rows that had to move to get from one order to the other. */
function movedIn(before: readonly string[], after: readonly string[]): number {
  if (before.every((id, index) => id === after[index])) return 0;
  const place = new Map(after.map((id, index) => [id, index]));
  const tails: number[] = [];
  for (const id of before) {
    const at = place.get(id) ?? 0;
    const found = tails.findIndex((tail) => tail >= at);
    if (found < 0) tails.push(at);
    else tails[found] = at;
  }
  return before.length - tails.length;
}
