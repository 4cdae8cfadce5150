/** What one writes: the text, the revision it stands on, and what happens when another revision comes meanwhile. */
import { useState } from "react";
import type { Script } from "./queries";

export interface Draft {
  text: string;
  /** The revision that the text was written on. */
  base: { text: string; version: number };
  dirty: boolean;
  /** Somebody saved another revision while this one was written on. */
  behind: boolean;
  write: (text: string) => void;
  /** Stand on the newest revision, with this text. */
  standOn: (script: Pick<Script, "text" | "version">, text: string) => void;
}

/** `script` is the newest revision that is known. Without own edits the draft follows it. */
export function useDraft(script: Script): Draft {
  const [state, setState] = useState({ text: script.text, base: { text: script.text, version: script.version } });
  const dirty = state.text !== state.base.text;
  const behind = script.version > state.base.version;
  if (behind && (!dirty || script.text === state.text))
    setState({ text: script.text, base: { text: script.text, version: script.version } });
  return {
    ...state,
    dirty,
    behind: behind && dirty,
    write: (text) => setState((old) => ({ ...old, text })),
    standOn: ({ text, version }, mine) => setState({ text: mine, base: { text, version } }),
  };
}
