/** Bringing one's own edits onto somebody else's revision: both as changes of the text they began from. */
import { diff } from "@codemirror/merge";
import { ChangeSet, Text } from "@codemirror/state";

export interface Rebased {
  text: string;
  /** Lines of `text`, counted from 1, where both changed the same or neighbouring words. */
  both: readonly number[];
}

export function rebase(base: string, mine: string, theirs: string): Rebased {
  const my = changes(base, mine);
  const their = changes(base, theirs);
  const moved = my.map(their);
  const merged = moved.apply(text(theirs));
  const both = new Set<number>();
  my.iterChangedRanges((from, to) => {
    if (!touches(their, from, to)) return;
    const at = moved.mapPos(their.mapPos(from, -1), 1);
    both.add(merged.lineAt(Math.min(at, merged.length)).number);
  });
  return { text: merged.toString(), both: [...both] };
}

function changes(before: string, after: string): ChangeSet {
  const found = diff(before, after, { scanLimit: 2000, timeout: 500 });
  return ChangeSet.of(
    found.map((change) => ({
      from: change.fromA,
      to: change.toA,
      insert: text(after.slice(change.fromB, change.toB)),
    })),
    before.length,
  );
}

function touches(changes: ChangeSet, from: number, to: number): boolean {
  let found = false;
  changes.iterChangedRanges((start, end) => {
    found ||= start <= to && end >= from;
  });
  return found;
}

function text(all: string): Text {
  return Text.of(all.split("\n"));
}
