/** What one decided and has not saved: of two decisions about the same, the later one holds. */
import type { Anchor, Decision } from "./proposal";

/** A decision and the words by which one knows again what it is about. */
export interface Decided {
  decision: Decision;
  words: string;
  line: number | null;
}

const at = ({ digest, occurrence = 1 }: Anchor) => `${digest} ${occurrence}`;

/** What a decision is about. */
export function aboutOf(decision: Decision): string {
  switch (decision.decision) {
    case "split":
    case "merge":
      return `start ${at(decision.anchor)}`;
    case "drop":
    case "length":
      return `${decision.decision} ${at(decision.anchor)}`;
    case "absent":
      return `absent ${at(decision.anchor)} ${decision.kind} ${decision.name.normalize("NFC").toLowerCase()}`;
    default:
      return `name ${decision.kind} ${decision.name.normalize("NFC").toLowerCase()}`;
  }
}

/** The list with these decisions at its end, and without what they overrule. */
export function decided(before: readonly Decided[], ...made: readonly Decided[]): Decided[] {
  const now = new Map(before.map((each) => [aboutOf(each.decision), each]));
  for (const each of made) {
    now.delete(aboutOf(each.decision));
    now.set(aboutOf(each.decision), each);
  }
  return [...now.values()];
}

export function withdrawn(before: readonly Decided[], about: string): Decided[] {
  return before.filter(({ decision }) => aboutOf(decision) !== about);
}

/** What is not saved: decisions that are given, and those of the saved ones that are not to stay. */
export interface Pending {
  given: readonly Decided[];
  withdrawn: readonly Decision[];
  /** The language to read the script in; null: as it is set, or as it is found out. */
  language: string | null;
}

/** All in force once that would be saved, the newest last. */
export function inForce(stored: readonly Decided[], { given, withdrawn: gone }: Pending): Decided[] {
  const without = gone.reduce<readonly Decided[]>((list, each) => withdrawn(list, aboutOf(each)), stored);
  return decided(without, ...given);
}
