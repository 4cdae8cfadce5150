/** Which verdict or note on a take is being written: the one that was asked for, else one whose words are kept. */
import { useState } from "react";
import type { components } from "../api/schema";
import { useDraft } from "../drafts/use-draft";
import type { Shape } from "../notes/drawing";
import type { NoteKind } from "../notes/notes";
import type { PlayerHandle } from "./player";

export type VerdictKind = "approve" | "changes" | "note";

export interface Verdict {
  kind: VerdictKind;
  frame: number;
  /** The last of the frames that it is about, where those are several. */
  last?: number | null;
}

export type Reason = NonNullable<components["schemas"]["ChangesWanted"]["reasons"]>[number];

/** Words that are not said yet, and the frames they are about; what is drawn and chosen with them. */
export interface Words {
  text: string;
  frame: number;
  last?: number | null;
  note?: NoteKind;
  drawing?: Shape[];
  reasons?: Reason[];
}

/** What is worth keeping of words; undefined where nothing is. */
export const worthKeeping = (words: Words): Words | undefined =>
  words.text !== "" || (words.drawing ?? []).length > 0 || (words.reasons ?? []).length > 0 ? words : undefined;

/** Where a verdict or a note begins: on the frame that is shown, or on those between which the player plays. */
export function beginAt(kind: VerdictKind, player: PlayerHandle | null): Verdict {
  player?.pause();
  const range = kind === "note" ? player?.range() : null;
  return { kind, frame: range?.[0] ?? player?.frame() ?? 0, last: range?.[1] ?? null };
}

/** `version`: of the take, as it stands now. Words are kept for each take and kind. */
export const useWords = (take: string, kind: VerdictKind, version: number) =>
  useDraft<Words, number>(`take/${take}/${kind}`, version);

export function useVerdict(take: string) {
  const [asked, setAsked] = useState<{ take: string; verdict: Verdict | null } | null>(null);
  const kept = useKept(take);
  return {
    verdict: asked?.take === take ? asked.verdict : kept,
    open: (verdict: Verdict) => setAsked({ take, verdict }),
    close: () => setAsked({ take, verdict: null }),
  };
}

function useKept(take: string): Verdict | null {
  const kept = {
    changes: useWords(take, "changes", 0).value,
    note: useWords(take, "note", 0).value,
    approve: useWords(take, "approve", 0).value,
  };
  const kind = (Object.keys(kept) as VerdictKind[]).find((each) => kept[each] !== undefined);
  return kind ? { kind, frame: kept[kind]?.frame ?? 0, last: kept[kind]?.last ?? null } : null;
}
