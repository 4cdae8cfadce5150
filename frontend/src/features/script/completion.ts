/** `@name` and `#scene` in the editor: people and groups with their aliases, and scenes by code, number or heading. */
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

export interface Person {
  name: string;
  aliases: readonly string[];
  /** What stands beside the name, such as "group". */
  kind: string;
}

export interface NamedScene {
  code: string;
  number: string;
  heading: string;
}

export interface Known {
  people: readonly Person[];
  scenes: readonly NamedScene[];
}

export const NOBODY: Known = { people: [], scenes: [] };

const MOST = 50;
/** A sign that no word stands before, and up to so many characters behind it. */
const ASKED = /(?<![\p{L}\p{N}_@#])([@#])((?:[^\s@#[\]][^@#[\]\n]{0,39})?)$/u;

export interface Asked {
  sign: "@" | "#";
  words: string;
  /** Where the sign stands in the line. */
  at: number;
  /** The sign is the first of its line: a name above a speech, or a heading. */
  first: boolean;
}

/** What the text before the cursor asks for; null where nothing is asked. */
export function askedIn(before: string): Asked | null {
  const match = ASKED.exec(before);
  if (!match) return null;
  const { index, 1: sign = "@", 2: words = "" } = match;
  return { sign: sign as "@" | "#", words, at: index, first: before.slice(0, index).trim() === "" };
}

export interface Offer {
  label: string;
  detail: string;
  /** What takes the place of the sign and the words behind it. */
  insert: string;
}

/** What may be meant, the likeliest first: names that begin so, then those in which a word does. */
export function offersFor(asked: Asked, known: Known): Offer[] {
  const all = asked.sign === "@" ? people(asked, known.people) : scenes(known.scenes);
  return all
    .map(({ offer, words }) => ({ offer, rank: rankOf(words, asked.words) }))
    .filter(({ rank }) => rank < NONE)
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, MOST)
    .map(({ offer }) => offer);
}

interface Named {
  offer: Offer;
  /** What one may begin to write to mean it. */
  words: readonly string[];
}

/** Above a speech the name stands behind its sign, in capitals where there are any; elsewhere it stands alone. */
function people({ first }: Asked, found: readonly Person[]): Named[] {
  return found.flatMap(({ name, aliases, kind }) =>
    [name, ...aliases].map((label) => ({
      offer: { label, detail: label === name ? kind : name, insert: first ? `@${label.toUpperCase()}` : label },
      words: [label],
    })),
  );
}

function scenes(found: readonly NamedScene[]): Named[] {
  return found.map(({ code, number, heading }) => ({
    offer: { label: heading, detail: [code, number].filter(Boolean).join(" · "), insert: heading },
    words: [code, number, heading].filter(Boolean),
  }));
}

const NONE = 3;

function rankOf(words: readonly string[], asked: string): number {
  const wanted = plain(asked).trim();
  return Math.min(...words.map((each) => rankIn(plain(each), wanted)));
}

function rankIn(text: string, wanted: string): number {
  if (text.startsWith(wanted)) return 0;
  const place = text.search(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(wanted)}`, "u"));
  return place >= 0 ? 1 : NONE;
}

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);

/** Without case and accents. */
const plain = (text: string) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** `known` is asked anew each time: people come and go while one writes. */
export function completion(known: () => Known): Extension {
  const source = (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const asked = askedIn(line.text.slice(0, context.pos - line.from));
    if (!asked) return null;
    const options = offersFor(asked, known()).map(optionOf);
    return options.length > 0 ? { from: line.from + asked.at, options, filter: false } : null;
  };
  return [autocompletion({ override: [source], icons: false, activateOnTypingDelay: 50, interactionDelay: 0 }), look];
}

const optionOf = ({ label, detail, insert }: Offer): Completion => ({ label, detail, apply: insert });

const look = EditorView.theme({
  ".cm-tooltip.cm-tooltip-autocomplete": {
    border: "1px solid var(--color-line)",
    borderRadius: "4px",
    backgroundColor: "var(--color-raised)",
    color: "var(--color-text)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--font-sans)", maxHeight: "18em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px", display: "flex", gap: "12px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "color-mix(in srgb, var(--color-accent) 24%, var(--color-raised))",
    color: "var(--color-text)",
  },
  ".cm-completionLabel": { flex: "1", unicodeBidi: "plaintext" },
  ".cm-completionDetail": { color: "var(--color-muted)", fontStyle: "normal", marginLeft: "0" },
});
