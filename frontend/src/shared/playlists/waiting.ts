/** What of a playlist can be approved at once. */
import { canBeFinal, type Role } from "../verdicts/approving";
import type { Waiting } from "../verdicts/waiting";
import type { PlaylistClip } from "./calls";

/** The most takes that one call approves. */
export const MOST_AT_ONCE = 200;

/** The takes of a playlist that wait for a verdict, in its order; of a shot that waits with several, the newest. */
export function waitingOf(clips: readonly Pick<PlaylistClip, "take">[], known: readonly Waiting[]): Waiting[] {
  const listed = new Set(clips.map(({ take }) => take?.id));
  const newest = new Map<string, Waiting>();
  for (const take of known)
    if (listed.has(take.id) && take.number > (newest.get(take.shot)?.number ?? 0)) newest.set(take.shot, take);
  const place = new Map(clips.map(({ take }, index) => [take?.id, index]));
  return [...newest.values()].toSorted((one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0));
}

/** Whether somebody in a role approved a take already, so that another approval of theirs would change nothing. */
export const isGiven = ({ awaits }: Pick<Waiting, "awaits">, role: Role): boolean =>
  awaits !== null && awaits.mine && !canBeFinal(awaits, role);
