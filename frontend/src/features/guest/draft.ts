/** What a guest has written and not said yet, kept in their browser: a note on a take, or an answer. */
import { useDraft } from "../../shared/drafts/use-draft";
import type { Shape } from "../../shared/notes/drawing";

export interface GuestWords {
  text: string;
  frame: number;
  question: boolean;
  drawing: Shape[];
}

export function useNoteDraft(link: string, take: string) {
  const draft = useDraft<GuestWords>(`guest/${link}/${take}`, null);
  const said = draft.value;
  /** `frame` is that on the screen: a note is about the one on which it was begun. */
  const write = (part: Partial<GuestWords>, frame: number) => {
    const next = { text: "", frame, question: false, drawing: [], ...said, ...part };
    draft.write(next.text || next.drawing.length > 0 ? next : undefined);
  };
  /** This much was said: what was written since then stays. */
  const saved = (words: GuestWords) => draft.saved(words, null);
  return { said, write, saved };
}

export type NoteDraft = ReturnType<typeof useNoteDraft>;
