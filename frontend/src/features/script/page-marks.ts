/** What only the printed page needs, and speech on one line with its name: both are known by the whole text alone. */
import { folded, once, remembered } from "./heading-words";
import type { LineKind } from "./line-kinds";
import { LANGUAGES } from "./words";

/** A part of the screenplay: its kind, its lines of text without emphasis, and the number of each. */
export interface Part {
  kind: LineKind;
  texts: string[];
  numbers: number[];
  /** The writer marked it as action. */
  forced: boolean;
}

const ROW = /^[\s*_=~#.•·–—+<>|-]*$/u;
const WORD = String.raw`[\p{L}\p{N}_]`;
const NUMBERED = new RegExp(
  String.raw`^([^\n]{0,80}?)[^\p{L}\p{N}_]*(?<!${WORD})(\d{1,4})(?!${WORD})[^\p{L}\p{N}_\n]*$`,
  "u",
);
const NUMBER_IN_FRONT = new RegExp(
  String.raw`^[^\p{L}\p{N}_]*(?<!${WORD})(\d{1,4})(?!${WORD})[^\p{L}\p{N}_]+([^\n]{1,80})$`,
  "u",
);
/** A printed page has about 55 lines; so many at least lie between the numbers of two. */
const LEAST_LINES = 12;
/** A line so long that comes so often, each time with another number, is the head of pages, in whatever order they lie. */
const LONG_HEAD = 20;
const OFTEN = 3;
const TEXT = new Set<LineKind>(["action", "lyrics", "parenthetical", "centred", "dialogue"]);

/** Which parts belong to the page: (MORE), CONTINUED, page numbers, headers, rows of signs. */
export function pageMarks(parts: readonly Part[]): ReadonlySet<number> {
  const numbers = pageNumbers(parts);
  return new Set(
    parts.flatMap((part, index) => (TEXT.has(part.kind) && (numbers.has(index) || isMark(part)) ? [index] : [])),
  );
}

const isMark = ({ kind, texts, forced }: Part): boolean =>
  isMarkText(
    `${kind === "action" ? "a" : kind === "lyrics" ? "l" : " "}${forced ? "!" : " "}${texts.join("\n").trim()}`,
  );

/** Of a text behind a letter for its kind and a sign for what is forced. */
const isMarkText = remembered((told: string): boolean => {
  const [action, lyrics, forced, text] = [told[0] === "a", told[0] === "l", told[1] === "!", told.slice(2)];
  if ((action || lyrics) && ROW.test(text) && text.length > 1 && !forced) return true;
  const words = text
    .replaceAll(/^[ .:]+|[ .:]+$/gu, "")
    .replaceAll(/^\d+[A-Z]?\.?\s+|\s+\d+[A-Z]?\.?$|\(\d+\)/gu, "")
    .replaceAll(/^[()（） .:…*-]+|[()（） .:…*-]+$/gu, "");
  if (!/^[(（]/u.test(text) && !(action && text.replace(/[ 0-9()]+$/u, "").endsWith(":")))
    return action && folded(words) === "continued";
  return text === text.toUpperCase() && furniture().has(folded(words));
});

const furniture = once(
  () =>
    new Set(
      LANGUAGES.flatMap(({ furniture: { more = [], continued = [] } }) => [...more, ...continued]).map((word) =>
        folded(word).replaceAll(/^\.+|\.+$/gu, ""),
      ),
    ),
);

interface Numbered {
  index: number;
  line: number;
  page: number;
}

/** Lines that stand alone with a number that rises from page to page, with the same text beside it. */
function pageNumbers(parts: readonly Part[]): ReadonlySet<number> {
  const rows = new Map<string, Numbered[]>();
  parts.forEach(({ kind, texts, numbers: [line = 0] }, index) => {
    if (kind !== "action" || texts.length > 1) return;
    for (const [text, page] of numbersIn((texts[0] ?? "").trim()))
      rows.set(text, [...(rows.get(text) ?? []), { index, line, page }]);
  });
  const pages = pageWords();
  return new Set([...rows].flatMap(([text, found]) => rising(found, pages.has(text) || isHead(text, found))));
}

const isHead = (text: string, found: readonly Numbered[]): boolean =>
  [...text].length >= LONG_HEAD &&
  found.length >= OFTEN &&
  new Set(found.map(({ page }) => page)).size === found.length;

const pageWords = once(() => new Set(LANGUAGES.flatMap(({ furniture: { page = [] } }) => page).map(folded)));

const beside = (words = "") => folded(words.replaceAll(/^[ .\-–—:]+|[ .\-–—:]+$/gu, ""));

const numbersIn = remembered((text: string): [string, number][] => {
  if (!/\d/u.test(text)) return [];
  const [behind, front] = [NUMBERED.exec(text), NUMBER_IN_FRONT.exec(text)];
  return [
    ...(behind ? [[beside(behind[1]), Number(behind[2])] as [string, number]] : []),
    ...(front ? [[beside(front[2]), Number(front[1])] as [string, number]] : []),
  ];
});

/** Those of which the next and the one before are the neighbouring pages, far enough away. */
function rising(found: readonly Numbered[], alone: boolean): number[] {
  return found.flatMap(({ index, line, page }, place) => {
    const near = [found[place - 1], found[place + 1]].filter((each) => each !== undefined);
    const steps = near.every((each) => Math.abs(each.page - page) === 1 && Math.abs(each.line - line) >= LEAST_LINES);
    return alone || (near.length > 0 && steps) ? [index] : [];
  });
}

const SPOKEN =
  /^(\p{L}[^\s。，、！？：:「」“”（()）]{0,7})(?:[（(][^（()）]{1,20}[)）])?(?:\s*[：:]\s*\S.*|「[^「」]+」)$/u;
const CASELESS = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;

/** Which parts are speech on one line with its name: 林晚：今天不卖了。遥「待って」 A name speaks so twice, or has a cue of its own. */
export function colonSpeech(parts: readonly Part[]): ReadonlySet<number> {
  const said = parts.map(({ kind, texts }) => (kind === "action" ? speakersIn(texts.join("\n")) : []));
  const counts = new Map<string, number>();
  for (const name of said.flat()) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  const cues = new Set(parts.filter(({ kind }) => kind === "character").map(({ texts }) => texts[0]));
  const speaks = (name: string | undefined) =>
    name !== undefined && !labels().has(name) && ((counts.get(name) ?? 0) > 1 || cues.has(name));
  return new Set(said.flatMap((names, index) => (names.length > 0 && names.every(speaks) ? [index] : [])));
}

/** Who speaks on each line of a text, undefined for one without a name. */
const speakersIn = remembered((text: string): (string | undefined)[] =>
  CASELESS.test(text) ? text.split("\n").map((line) => SPOKEN.exec(line.trim())?.[1]) : [],
);

const labels = once(() => new Set(LANGUAGES.flatMap(({ furniture: { labels: words = [] } }) => words)));
