/** The selection as the address keeps it: codes in film order, runs of three and more as "first..last". */

export function written(codes: readonly string[], selected: ReadonlySet<string>): string {
  const runs: string[] = [];
  let run: string[] = [];
  const close = () => {
    if (run.length > 2) runs.push(`${run[0]}..${run.at(-1)}`);
    else runs.push(...run);
    run = [];
  };
  for (const code of codes) {
    if (selected.has(code)) run.push(code);
    else close();
  }
  close();
  return runs.join(",");
}

export function readSelection(codes: readonly string[], text: string): Set<string> {
  const place = new Map(codes.map((code, index) => [code, index]));
  const found = new Set<string>();
  for (const part of text.split(",")) {
    const [first = "", last = first] = part.split("..");
    const [from, to] = [place.get(first), place.get(last)];
    if (from === undefined || to === undefined) continue;
    for (const code of codes.slice(from, to + 1)) found.add(code);
  }
  return found;
}

/** Everything between two rows, both included, whichever comes first. */
export function between(ids: readonly string[], one: string, other: string): string[] {
  const [a, b] = [ids.indexOf(one), ids.indexOf(other)];
  if (a < 0 || b < 0) return [other];
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}
