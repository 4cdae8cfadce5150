/** Which lines are scene headings, as the server tells: by their number, by inside or outside, by place and hour. */
import { plain } from "./emphasis";
import { endOf, escaped, folded, longestFirst, meaning, once, remembered, type Meaning } from "./heading-words";
import { LANGUAGES } from "./words";

/** How much a line is like a heading: not at all, enough where one may stand, or anywhere. */
export const NONE = 0;
export const POSSIBLE = 1;
export const LIKELY = 2;
export const CERTAIN = 3;
export type Likeness = 0 | 1 | 2 | 3;

const WIDE_NUMBER = /\s{3,}(\d{1,4}[A-Za-z]{0,2})\.?$/u;
const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;
const MARKED_NUMBER = /#\s*([\p{L}\p{N}_.-]{1,20})\s*#/u;
/** A heading in brackets, or its first word: [INT. BARN - DAY], 【内景】客厅. */
const BRACKETED = /^\[([^[\]]+)\](.*)$/u;
const LONGEST_NUMBER = 24;
const CIRCLE = /^[○〇◯●◎]\s*/u;
const PARTS = /\s+[-–—−―]+\s*|\s*[-–—−―]+\s+|\s*[–—―/|,、，:。]\s*|\.\s+|(?<=[\u3040-\u9fff\uac00-\ud7af)])\s+/u;
const BRACKETS = /[([].*?[)\]]/gu;
/** A line that begins like no heading is looked at for its parts only where it is short. */
const LONGEST = 80;
const FULL_WIDTH = new Map(
  [..."（）［］【】：．，－／　＃～"].map((sign, index) => [sign, "()[][]:.,-/ #~"[index] ?? sign]),
);

/** Cheap for the many lines that are no heading. */
export const likenessOf = remembered((line: string): Likeness => {
  if (/\p{Lowercase}/u.test(line) && !beginning().test(isAscii(line) ? line : folded(line.slice(0, 80)))) return NONE;
  return slugLikeness(line);
});

const isAscii = (text: string) => !/[^\0-\x7f]/u.test(text);

/** What begins with a word for inside or outside, perhaps behind a number. */
const beginning = once(() => {
  const [no, some] = [String.raw`[^\p{L}\p{N}_]`, String.raw`[\p{L}\p{N}_.-]`];
  const number = String.raw`[a-z]{0,2}\d${some}*${no}+|${sceneWords()}${no}*\d`;
  return new RegExp(String.raw`^[^\p{L}\p{N}]*(?:${number})?${no}*(?:${oneSetting()})`, "iu");
});

function slugLikeness(line: string): Likeness {
  const wide = plain(line).replaceAll(/[（）［］【】：．，－／　＃～]/gu, (sign) => FULL_WIDTH.get(sign) ?? sign);
  const whole = wide.trim().replace(BRACKETED, "$1 $2").trim();
  const [number, text] = numbered(whole);
  const named = leading(text);
  if (named) return withSetting(text, named);
  return CIRCLE.test(whole) && CJK.test(whole) ? LIKELY : withoutSetting(number, text);
}

/** The scene number, in front, behind or on both sides, and the line without it. */
function numbered(line: string): [string, string] {
  const text = CJK.test(line) ? line.replace(CIRCLE, "") : line;
  const marked = /^#\s*([\p{L}\p{N}_.-]{1,20})\s*#/u.exec(text);
  if (marked) {
    const rest = text.slice(marked[0].length);
    return [marked[1] ?? "", (rest.endsWith(marked[0]) ? rest.slice(0, -marked[0].length) : rest).trim()];
  }
  const start = Math.max(0, text.length - LONGEST_NUMBER);
  const behind = text.endsWith("#") ? MARKED_NUMBER.exec(text.slice(start)) : null;
  if (behind) {
    const bare = text.slice(0, start + behind.index).trimEnd();
    const [twice, rest] = numbered(bare);
    return [behind[1] ?? "", twice === behind[1] ? rest : bare];
  }
  const first = numberPattern().exec(text);
  const rest = first ? text.slice(first[0].length) : "";
  if (!first?.groups?.number || rest.trim() === "") {
    const wide = WIDE_NUMBER.exec(text);
    return wide && leading(text) ? [wide[1] ?? "", text.slice(0, wide.index)] : ["", text];
  }
  const { word, sign, number } = first.groups;
  if (!(word || sign || leading(rest) || speaksOfScene(rest))) return ["", text];
  const twice = new RegExp(String.raw`\s+${escaped(number)}\.?$`, "u").exec(rest);
  return [number, twice ? rest.slice(0, twice.index) : rest];
}

const sceneWords = once(
  () =>
    `(?:${longestFirst([...new Set(LANGUAGES.flatMap(({ headings }) => headings.scene ?? []))])
      .map(escaped)
      .join("|")})`,
);

const numberPattern = once(() => {
  const number = String.raw`[A-Z]{0,2}\d{1,4}(?:[-.]\d{1,4})?[A-Z]{0,2}|[一二三四五六七八九十百]{1,4}(?=\s*[场場:.、 ])`;
  return new RegExp(
    String.raw`^(?<word>${sceneWords()}[.-]?\s*)?(?<sign>#)?\(?(?<number>${number})` +
      String.raw`(?<dot>\s*[).:、-]|\s*[场場]|(?=\s))\s*[.:、/–—-]*\s*`,
    "iu",
  );
});

/** Whether the parts of a numbered line name inside or outside, or where words have no capitals, an hour. */
function speaksOfScene(text: string): boolean {
  return isCapital(text) && meaningsIn(text).some((each) => each?.interior || each?.exterior || each?.hour);
}

function partsOf(text: string): string[] {
  const bracketed = (text.match(BRACKETS) ?? []).map((part) => part.replaceAll(/^[()[\] ]+|[()[\] ]+$/gu, ""));
  return [...text.replaceAll(BRACKETS, " ").split(PARTS), ...bracketed].filter((part) => part.trim() !== "");
}

const meaningsIn = (text: string): (Meaning | null)[] => partsOf(text).map(anyMeaning);

function anyMeaning(part: string): Meaning | null {
  for (const { code } of LANGUAGES) {
    const said = meaning(part, code);
    if (said) return said;
  }
  return null;
}

/** How sure a word makes a heading: INT. always, INNEN in capitals, I. with an hour alone. */
type Sureness = "short" | "long" | "sure";

const SURE = new Set(["INT", "EXT", "EST", "I/E", "E/I", "ИНТ", "НАТ", "ЭКСТ"]);

interface Setting {
  setting: string;
  sureness: Sureness;
  languages: readonly string[];
}

const settingWords = once((): ReadonlyMap<string, Setting> => {
  const found = new Map<string, Setting>();
  for (const { code, headings } of LANGUAGES)
    for (const [name, setting] of SETTINGS)
      for (const word of headings[name] ?? []) {
        const known = found.get(folded(word));
        const sureness = name.startsWith("short") ? "short" : SURE.has(word) ? "sure" : "long";
        const languages = [...(known?.languages ?? []), code];
        found.set(folded(word), { setting, sureness, ...known, languages });
      }
  return found;
});

const SETTINGS = [
  ["interior", "INT"], ["exterior", "EXT"], ["both", "INT/EXT"], ["short_interior", "INT"], ["short_exterior", "EXT"],
] as const; // prettier-ignore

const oneSetting = once(() =>
  longestFirst([...settingWords().keys()])
    .map((word) =>
      escaped(word)
        .replaceAll(String.raw`\/`, String.raw`\.?\s*\/\s*`)
        .replaceAll("ss", "(?:ss|ß)"),
    )
    .join("|"),
);

const settingPattern = once(() => new RegExp(String.raw`(?<one>${oneSetting()})(?![\p{L}\p{N}])\.?`, "uy"));
const JOINT = /\s*(?:\/|&|\+|\\|-|–| and | und | et | y | e | i )\s*|\s*\.?\s*/uy;

interface Leading extends Setting {
  end: number;
}

/** The word for inside or outside that a line begins with, and where it ends. */
function leading(text: string): Leading | null {
  const spread = Array.from(text.slice(0, 80), (letter) =>
    folded(letter).length === letter.length ? folded(letter) : letter,
  ).join("");
  const first = wordAt(spread, 0);
  if (!first) return null;
  const { known, end, length } = first;
  const after = endOf(JOINT, spread, end);
  const second = after === null ? null : wordAt(spread, after);
  if (after !== null && second) {
    const stroke = spread.slice(end, after).replaceAll(/[ .]/gu, "") !== "";
    const short = length <= 4 && second.length <= 4;
    if (second.known.setting !== known.setting && second.known.sureness === known.sureness && (stroke || short))
      return { ...known, setting: "INT/EXT", end: second.end };
  }
  return { ...known, end };
}

function wordAt(spread: string, at: number): { known: Setting; end: number; length: number } | null {
  const pattern = settingPattern();
  pattern.lastIndex = at;
  const one = pattern.exec(spread)?.groups?.one;
  const known = one && settingWords().get(one.replaceAll(/\.?\s*\/\s*/gu, "/").replaceAll("ß", "ss"));
  return known ? { known, end: pattern.lastIndex, length: one.length } : null;
}

function withSetting(text: string, { end, sureness, languages }: Leading): Likeness {
  const [word, rest] = [text.slice(0, end), text.slice(end)];
  if (!/\p{L}/u.test(rest)) {
    const bare = rest.replaceAll(/[ .:-]/gu, "") === "";
    return sureness === "sure" && bare && word.includes(".") ? POSSIBLE : NONE;
  }
  const stopped = word.endsWith(".") || /^\s*[.:/,–—。-]/u.test(rest);
  const [capital, said] = [isCapital(rest), saysWhen(rest, languages)];
  if (sureness === "sure") {
    if (word.toUpperCase() === word && capital && (stopped || said)) return said ? CERTAIN : LIKELY;
    // Est-il mort?
    if (rest.startsWith("-") || (!stopped && word.toLowerCase() === "est")) return NONE;
    return stopped && said ? LIKELY : POSSIBLE;
  }
  if (sureness === "short") return (stopped || word.includes("/") || CJK.test(word)) && capital && said ? LIKELY : NONE;
  if (!isCapital(word.replaceAll("ß", ""))) return stopped && said ? POSSIBLE : NONE;
  if (stopped || (CJK.test(word) && /^[ -]/u.test(rest))) return said && capital ? CERTAIN : LIKELY;
  return capital && said ? LIKELY : NONE;
}

/** Whether it has no small letters, but for those in brackets and in names such as McCLANE. */
function isCapital(text: string): boolean {
  const bare = text.replaceAll(BRACKETS, "").replaceAll(/(?<![\p{L}\p{N}])Mc(?=[A-Z])/gu, "");
  return !/\p{Lowercase}/u.test(bare);
}

/** Whether the last part names an hour, or that the one before goes on. */
function saysWhen(rest: string, languages: readonly string[]): boolean {
  const known = [...new Set([...languages, "en", ...LANGUAGES.map(({ code }) => code)])];
  const last = /(?:^|\s)(\S+)$/u.exec(rest.replace(/[ .]+$/u, ""))?.[1] ?? "";
  return [...partsOf(rest.replaceAll(/^[ .:–—-]+|[ .:–—-]+$/gu, "")), last].some((part) =>
    known.some((code) => {
      const said = meaning(part.replaceAll(/^[ .]+|[ .]+$/gu, ""), code);
      return said !== null && (said.hour || said.keeps);
    }),
  );
}

/** A line that begins with no word for inside or outside: a number, a circle or its parts must tell. */
function withoutSetting(number: string, text: string): Likeness {
  if (text.length > LONGEST || !isCapital(text)) return NONE;
  const parts = meaningsIn(text);
  const said = parts.filter((each) => each !== null);
  const within = said.some((each) => each.interior || each.exterior);
  const when = said.some((each) => each.hour);
  return said.length < parts.length && ((within && when) || (number !== "" && (within || when))) ? LIKELY : NONE;
}
