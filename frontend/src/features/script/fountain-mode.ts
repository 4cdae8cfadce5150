/** Fountain for CodeMirror: which lines are headings, characters, dialogue, transitions. The server's reader decides what they mean. */
import {
  HighlightStyle,
  StreamLanguage,
  syntaxHighlighting,
  type StreamParser,
  type StringStream,
} from "@codemirror/language";
import { Tag } from "@lezer/highlight";

export type LineKind =
  | "heading"
  | "section"
  | "synopsis"
  | "transition"
  | "character"
  | "parenthetical"
  | "dialogue"
  | "centered"
  | "lyric"
  | "title"
  | "boneyard"
  | "shot"
  | "action";

export interface FountainState {
  title: boolean;
  titleSeen: boolean;
  /** The line before was blank (or there was none). */
  fresh: boolean;
  dialogue: boolean;
  boneyard: boolean;
  kind: LineKind;
}

const HEADING = /^(?:\.(?!\.)|(?:int|ext|est|int\.?\/ext|i\/e)[. ])/i;
const TRANSITION = /^(?:>(?!.*<\s*$)|[A-Z][A-Z ]* TO:\s*$|FADE (?:IN|OUT)[.:]?\s*$)/;
const CHARACTER = /^(?:@.+|(?=[^a-z(]*[A-Z])[^a-z(]*[^a-z(.!?:](?:\s*\([^)]*\))*\s*\^?)$/;
const SHOT =
  /^(?:(?:EXTREME )?(?:WIDE|CLOSE|MEDIUM|FULL)\b|CLOSE[ -]UP\b|INSERT\b|ANGLE ON\b|OVER\b.*SHOULDER|POV\b|TWO[ -]SHOT\b)/;
const TITLE = /^[A-Za-z][A-Za-z ]*:/;

/** What kind of line this is, given what came before. */
export function kindOf(
  line: string,
  state: Pick<FountainState, "fresh" | "dialogue" | "boneyard" | "title">,
): LineKind {
  const text = line.trim();
  if (state.boneyard || text.startsWith("/*")) return "boneyard";
  if (state.title) return "title";
  if (state.dialogue) return /^\(.*\)$/.test(text) ? "parenthetical" : text.startsWith("~") ? "lyric" : "dialogue";
  if (text.startsWith("!")) return "action";
  if (text.startsWith("#")) return "section";
  if (/^=(?!==)/.test(text)) return "synopsis";
  if (state.fresh && HEADING.test(text)) return "heading";
  if (/^>.*<$/.test(text)) return "centered";
  if (TRANSITION.test(text)) return "transition";
  if (text.startsWith("~")) return "lyric";
  if (SHOT.test(text)) return "shot";
  return state.fresh && CHARACTER.test(text) ? "character" : "action";
}

const parser: StreamParser<FountainState> = {
  name: "fountain",
  startState: () => ({ title: false, titleSeen: false, fresh: true, dialogue: false, boneyard: false, kind: "action" }),
  blankLine: (state) => {
    Object.assign(state, { title: false, titleSeen: true, fresh: true, dialogue: false });
  },
  token(stream, state) {
    if (stream.sol()) begin(stream.string, state);
    const note = inNote(stream);
    if (note) return "note";
    if (state.kind === "boneyard") return boneyard(stream, state);
    if (state.kind === "shot" && stream.sol()) return stream.match(SHOT) ? "shot" : null;
    if (state.kind === "title" && stream.sol() && stream.match(TITLE)) return "titleKey";
    if (!stream.skipTo("[[")) stream.skipToEnd();
    else if (stream.pos === stream.start) stream.next();
    return state.kind === "action" || state.kind === "shot" ? null : state.kind;
  },
  tokenTable: {},
};

function begin(line: string, state: FountainState): void {
  if (line.trim() === "") return void parser.blankLine?.(state, 4);
  if (!state.titleSeen && !state.title) {
    state.title = TITLE.test(line) && !/^(?:FADE|CUT|INT|EXT)/.test(line);
    state.titleSeen = true;
  }
  state.kind = kindOf(line, state);
  state.fresh = false;
  if (state.kind === "character") state.dialogue = true;
  if (state.kind === "boneyard") state.boneyard = true;
}

function inNote(stream: StringStream): boolean {
  return Boolean(stream.match(/^\[\[.*?\]\]/));
}

function boneyard(stream: StringStream, state: FountainState): string {
  if (stream.skipTo("*/")) {
    stream.match("*/");
    state.boneyard = false;
    state.kind = "action";
  } else stream.skipToEnd();
  return "boneyard";
}

const TAGS = Object.fromEntries(
  [
    "heading",
    "section",
    "synopsis",
    "transition",
    "character",
    "parenthetical",
    "dialogue",
    "centered",
    "lyric",
    "title",
    "titleKey",
    "boneyard",
    "note",
    "shot",
  ].map((name) => [name, Tag.define(name)]),
);

const style = HighlightStyle.define([
  look("heading", { fontWeight: "700", color: "var(--color-text)" }),
  look("section", { color: "var(--color-accent)", fontWeight: "600" }),
  look("synopsis", { color: "var(--color-muted)", fontStyle: "italic" }),
  look("transition", { color: "var(--color-muted)" }),
  look("character", { color: "var(--color-in-review)" }),
  look("parenthetical", { color: "var(--color-muted)", fontStyle: "italic" }),
  look("dialogue", { color: "var(--color-queued)" }),
  look("lyric", { fontStyle: "italic" }),
  look("title", { color: "var(--color-muted)" }),
  look("titleKey", { color: "var(--color-accent)" }),
  look("boneyard", { color: "var(--color-muted)", fontStyle: "italic" }),
  look("note", { color: "var(--color-muted)", fontStyle: "italic" }),
  look("shot", { color: "var(--color-accent)", fontWeight: "600" }),
]);

function look(name: string, css: Record<string, string>): { tag: Tag; [property: string]: unknown } {
  return { tag: TAGS[name] ?? Tag.define(name), ...css };
}

export const fountain = [StreamLanguage.define({ ...parser, tokenTable: TAGS }), syntaxHighlighting(style)];
