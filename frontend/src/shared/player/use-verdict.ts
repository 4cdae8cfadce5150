/** Which verdict or note on a take is being written: the one that was asked for, else one whose words are kept. */
import { useState } from "react";
import { useDraft } from "../drafts/use-draft";

export type VerdictKind = "approve" | "changes" | "note";

export interface Verdict {
  kind: VerdictKind;
  frame: number;
}

/** Words that are not said yet, and the frame they are about. */
export interface Words {
  text: string;
  frame: number;
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
  return kind ? { kind, frame: kept[kind]?.frame ?? 0 } : null;
}
