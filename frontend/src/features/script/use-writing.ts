/** What one writes: the text, the revision it stands on, and what happens when another revision comes meanwhile. */
import { useEffect } from "react";
import { useDraft, type DraftOf } from "../../shared/drafts/use-draft";
import type { Script } from "./queries";

/** A revision, as far as a text stands on it. */
type Base = Pick<Script, "text" | "version">;

export interface Writing {
  text: string;
  /** The revision that the text was written on. */
  base: Base;
  dirty: boolean;
  /** Somebody saved another revision while this one was written on. */
  behind: boolean;
  /** The text as it is kept until it is saved. */
  kept: DraftOf<string, Base>;
  write: (text: string) => void;
  /** Stand on a revision, with this text. */
  standOn: (base: Base, text: string) => void;
}

/** `script` is the newest revision that is known. Without own edits the text follows it. */
export function useWriting({ text: newest, version }: Script): Writing {
  const kept = useDraft<string, Base>("script", { text: newest, version });
  const { value, base, drop } = kept;
  // Saved, and not read anew yet: what was written stays in sight until then.
  const ahead = version < base.version;
  const done = value !== undefined && !ahead && (value === base.text || value === newest);
  useEffect(() => {
    if (done) drop();
  }, [done, drop]);
  const written = value !== undefined && !done;
  const dirty = written && value !== base.text;
  return {
    text: written ? value : newest,
    base: written ? base : { text: newest, version },
    dirty,
    behind: dirty && version > base.version,
    kept,
    write: (text) => kept.write(text),
    standOn: (on, text) => kept.write(text === on.text ? undefined : text, on),
  };
}
