/** What one may decide about the shots one stands on and about names, each as a decision that can be taken back. */
import type { Decided } from "./decisions";
import type { ShotRow } from "./proposal-rows";
import type { NameKind, Rename, Start } from "./proposal";
import type { Stand } from "./use-stand";

export interface Deciding {
  allowed: boolean;
  canMerge: boolean;
  merge: () => void;
  drop: () => void;
  split: (start: Start) => void;
  length: (milliseconds: number) => void;
  refuse: (name: string, kind: NameKind, line: number | null) => void;
  /** Somebody is not in the shot that one stands on. */
  absent: (name: string, kind: NameKind) => void;
  rename: (rename: Rename) => void;
  same: (name: string, of: string, kind: NameKind, line: number | null) => void;
}

const about = ({ shot, line }: ShotRow) => ({ words: shot.description, line });

const of = (decision: "merge" | "drop") => (row: ShotRow) => ({
  decision: { decision, anchor: row.shot.anchor },
  ...about(row),
});

export function decidingOn(stand: Stand, allowed: boolean, decide: (...made: Decided[]) => void): Deciding {
  /** One shot goes on from the one before it; of several, all but the first do. */
  const merging = (stand.chosen.length > 1 ? stand.chosen.slice(1) : stand.chosen).filter((row) => !row.leads);
  return {
    allowed,
    canMerge: merging.length > 0,
    merge: () => decide(...merging.map(of("merge"))),
    drop: () => decide(...stand.chosen.map(of("drop"))),
    split: ({ anchor, text, line }) => decide({ decision: { decision: "split", anchor }, words: text, line }),
    length: (milliseconds) =>
      stand.row &&
      decide({ decision: { decision: "length", anchor: stand.row.shot.anchor, milliseconds }, ...about(stand.row) }),
    refuse: (name, kind, line) => decide({ decision: { decision: "refuse", name, kind }, words: name, line }),
    absent: (name, kind) =>
      stand.row &&
      decide({ decision: { decision: "absent", anchor: stand.row.shot.anchor, name, kind }, ...about(stand.row) }),
    rename: ({ from, to, kind }) =>
      decide({ decision: { decision: "alias", name: from, of: to, kind }, words: from, line: null }),
    same: (name, of_, kind, line) =>
      decide({ decision: { decision: "alias", name, of: of_, kind }, words: name, line }),
  };
}
