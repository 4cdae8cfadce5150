/** Which lines of the screenplay are whose: for the gutter, the outline and links. */
import type { Script } from "./queries";
import type { ShotLines } from "./shot-gutter";

export function shotLines(script: Pick<Script, "lines">, shots: readonly { id: string; code: string }[]): ShotLines[] {
  const codes = new Map(shots.map(({ id, code }) => [id, code]));
  return Object.entries(script.lines).map(([id, [first = 1, last = first]]) => ({
    id,
    code: codes.get(id) ?? "",
    lines: [first, last],
  }));
}
