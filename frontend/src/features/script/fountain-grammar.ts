/** The grammar of a screenplay, as the server's parser reads it: what each line is, and where notes and boneyard stand. */
import { asidesIn, withoutAsides, type Aside } from "./asides";
import { plain } from "./emphasis";
import { remembered } from "./heading-words";
import { kindsOf, type LineKind } from "./line-kinds";
import { MARK, marked, type Marked } from "./marks";
import { colonSpeech, pageMarks, type Part } from "./page-marks";
import { titleLines } from "./title-page";

export type { LineKind };

export interface Reading {
  /** Of each line. */
  kinds: readonly LineKind[];
  asides: readonly Aside[];
}

export function read(text: string): Reading {
  const lines = text.split("\n").map(cleaned);
  const kinds = lines.map((line): LineKind => (line.trim() === "" ? "" : "title"));
  const set = (number: number, kind: LineKind) => {
    if (kinds[number - 1] !== "") kinds[number - 1] = kind;
  };
  const whole = lines.join("\n");
  const asides = asidesIn(whole);
  for (const { kind, first, last } of asides) for (let line = first; line <= last; line += 1) set(line, kind);
  const proper = withoutAsides(whole, asides);
  const parts = partsOf(marked(proper.slice(titleLines(proper.map((line) => line.text)))));
  const [marks, speech] = [pageMarks(parts), colonSpeech(parts)];
  parts.forEach(({ kind, numbers }, index) => {
    const now = marks.has(index) ? "page-mark" : speech.has(index) ? "dialogue" : kind;
    for (const number of numbers) set(number, now);
  });
  return { kinds, asides };
}

// oxlint-disable-next-line no-control-regex -- files of old programs hold such signs
const UNSEEN = /[\0-\x08\x0b-\x1f\x7f\u{fdd0}\ufeff]/gu;

/** Without what no screenplay holds; a line of two or more spaces keeps a dialogue together. */
const cleaned = remembered((line: string): string => {
  const shown = line.replaceAll(UNSEEN, " ");
  return shown.trimEnd() || (shown.length > 1 ? "  " : "");
});

/** Lines of action that follow each other are one part; any other line is one by itself. */
function partsOf(lines: readonly Marked[]): Part[] {
  const parts: Part[] = [];
  const kinds = kindsOf(lines.map(({ text }) => text));
  lines.forEach(({ text, line: { number } }, index) => {
    const kind = kinds[index] ?? "";
    const before = parts.at(-1);
    const shown = textOf(text, kind);
    if (kind === "action" && kinds[index - 1] === "action" && before) {
      before.texts.push(shown);
      before.numbers.push(number);
    } else if (kind !== "") parts.push({ kind, texts: [shown], numbers: [number], forced: /^\s*!./u.test(text) });
  });
  return parts;
}

function textOf(text: string, kind: LineKind): string {
  const bare = plain(text.replaceAll(MARK, ""));
  if (kind === "character")
    return bare
      .trim()
      .replace(/^@/, "")
      .replaceAll(/[ ^]+$/gu, "");
  return kind === "action"
    ? bare.replace(/^(\s*)!(?=.)/u, "$1")
    : bare
        .trim()
        .replaceAll(/^[>~]|<$/gu, "")
        .trim();
}
