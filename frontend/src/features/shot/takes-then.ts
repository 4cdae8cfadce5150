/** The takes of a shot as they stood then: today's files under the verdicts of then. Notes carry no time, so none are told. */
import { inUseThen, type PastState } from "../../shared/api/past";
import type { Take } from "../../shared/player/takes";

export function takesThen(
  files: readonly Take[],
  state: Pick<PastState, "takes">,
  shot: { id: string; take: string | null },
): Take[] {
  const used = inUseThen(state.takes, shot);
  const then = new Map(state.takes.map((take) => [take.id, take]));
  return files.flatMap((each) => {
    const { can: _, ...file } = each;
    const stood = then.get(file.id);
    if (!stood) return [];
    return [
      {
        ...file,
        state: stood.state,
        pinned: stood.pinned,
        version: stood.version,
        in_use: used?.id === file.id,
        use: null,
        out_of_date: false,
        lost: [],
        causes: [],
        notes: [],
        ports: [],
        covers: [],
        comment: "",
        comment_frame: null,
      },
    ];
  });
}
