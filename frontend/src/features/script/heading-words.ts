/** What the words of a heading mean, as the server reads them: hours, dates, and what goes on from before. */
import { LANGUAGES, type Language } from "./words";

type Role =
  | "hour" | "clock" | "beside" | "before" | "number" | "calendar" | "year" | "keeps" | "moment" | "unit" | "leap"
  | "modifier" | "filmed" | "interior" | "exterior"; // prettier-ignore

/** What a part of a heading says; `keeps` that the hour of the scene before goes on. */
export interface Meaning {
  hour: boolean;
  keeps: boolean;
  interior: boolean;
  exterior: boolean;
}

interface Phrase {
  words: readonly string[];
  roles: Set<Role>;
  /** No other letters stand before it, and none behind it. */
  apart: { before: boolean; behind: boolean };
}

interface Vocabulary {
  /** By their first letter, the longest first. */
  phrases: ReadonlyMap<string, readonly Phrase[]>;
  clock: RegExp;
}

const BETWEEN = /[\s,;/&+|.:・·、，。’'"()（）[\]~-]+|[–—]/uy;
const DIGITS = /(?:#|no\.? ?)?\d{1,3}(?:st|nd|rd|th|\.)?(?![\d:])/uy;
const YEAR = /(?<!\d)(?:1\d\d\d|2[01]\d\d)(?:'?s)?(?!\d)|'[2-9]0s|\d{1,4} ?(?:bc|ad)(?![\p{L}\p{N}_])/uy;
/** Writing systems in which words may follow each other without a space. */
const JOINED = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;

/** What two writings of a word share: without case, accents and differing apostrophes. */
export const folded = remembered((word: string) =>
  word
    .replaceAll("’", "'")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replaceAll(/\p{Mn}/gu, "")
    .normalize("NFC"),
);

export const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

/** A pure function that keeps what it gave. */
export function remembered<Result>(make: (text: string) => Result): (text: string) => Result {
  const kept = new Map<string, Result>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    if (kept.size > 20_000) kept.clear();
    const made = make(text);
    kept.set(text, made);
    return made;
  };
}

const spaced = (text: string) => text.replaceAll(/[\s-]+/gu, " ");

const vocabularies = new Map(LANGUAGES.map((language) => [language.code, once(() => vocabularyOf(language))]));

export function once<Result>(make: () => Result): () => Result {
  let made: Result | undefined;
  return () => (made ??= make());
}

function vocabularyOf(language: Language): Vocabulary {
  const roles = new Map<string, Set<Role>>();
  for (const [role, phrases] of phrasesOf(language))
    for (const phrase of phrases) {
      const key = spaced(folded(phrase));
      roles.set(key, (roles.get(key) ?? new Set<Role>()).add(role));
    }
  const clocks = (language.times.clock ?? []).flatMap((word) => [word, word.replace(/\.+$/, "")]).map(folded);
  const units = [...new Set(clocks)].map(escaped);
  const unit = units.toSorted((one, other) => other.length - one.length).join("|") || "(?!)";
  const end = String.raw`(?![\p{L}\p{N}_])`;
  const clock = String.raw`\d{1,2}[:.h]\d\d(?: ?(?:${unit})${end})?|\d{1,2} ?(?:${unit})${end}|(?:${unit}) ?\d{1,2}(?:[:.]\d\d)?`;
  const byLetter = new Map<string, Phrase[]>();
  for (const key of longestFirst([...roles.keys()])) {
    const [letter = ""] = key;
    const joined = JOINED.test(key);
    const apart = { before: !joined, behind: !joined && /[\p{L}\p{N}]$/u.test(key) };
    const phrase = { words: key.split(" "), roles: roles.get(key) ?? new Set<Role>(), apart };
    byLetter.set(letter, [...(byLetter.get(letter) ?? []), phrase]);
  }
  return { phrases: byLetter, clock: new RegExp(clock, "uy") };
}

export function longestFirst(words: readonly string[]): string[] {
  return words.toSorted((one, other) => other.length - one.length || (one < other ? -1 : 1));
}

const of = (table: Readonly<Record<string, readonly string[]>>, ...names: string[]) =>
  names.flatMap((name) => table[name] ?? []);

/** They are written in every language. */
const ENGLISH = LANGUAGES.find(({ code }) => code === "en")?.headings ?? {};

function phrasesOf({ times, modifiers, headings }: Language): [Role, readonly string[]][] {
  const clear = (name: string) => of(headings, name).filter((word) => word.length > 1 || /[^\0-\x7f]/u.test(word));
  return [
    ["hour", of(times, "dawn", "day", "dusk", "night")],
    ["beside", of(times, "beside")],
    ["before", of(times, "before")],
    ["number", of(times, "numbers")],
    ["calendar", of(times, "calendar")],
    ["keeps", of(modifiers, "same", "later")],
    ["moment", of(modifiers, "moments")],
    ["unit", of(modifiers, "units")],
    ["leap", of(modifiers, "leap")],
    ["filmed", of(modifiers, "filmed")],
    ["modifier", of(modifiers, "flashback", "dream", "moving", "establishing", "other")],
    ["interior", [...of(headings, "interior", "both"), ...clear("short_interior"), ...of(ENGLISH, "interior")]],
    ["exterior", [...of(headings, "exterior", "both"), ...clear("short_exterior"), ...of(ENGLISH, "exterior")]],
  ];
}

const WORD = /[\p{L}\p{N}_]/u;

/** The longest phrase that begins here, and where it ends. */
function phraseAt(spread: string, at: number, { phrases }: Vocabulary): { end: number; roles: Piece } | null {
  const found = phrases.get(spread[at] ?? "");
  if (!found) return null;
  const within = at > 0 && WORD.test(spread[at - 1] ?? "");
  for (const { words, roles, apart } of found) {
    if (within && apart.before) continue;
    const end = endOfWords(spread, at, words);
    if (end !== null && !(apart.behind && WORD.test(spread[end] ?? ""))) return { end, roles };
  }
  return null;
}

function endOfWords(spread: string, start: number, words: readonly string[]): number | null {
  let at = start;
  for (const [index, word] of words.entries()) {
    const begins = at;
    if (index > 0) while (/[\s-]/u.test(spread[at] ?? "")) at += 1;
    if ((index > 0 && at === begins) || !spread.startsWith(word, at)) return null;
    at += word.length;
  }
  return at;
}

/** What a part says in the language; null where it names a place. */
export function meaning(text: string, code: string): Meaning | null {
  return text.length > LONGEST ? null : meanings(`${code} ${text}`);
}

/** Nobody says more than this between two dashes. */
const LONGEST = 80;

const meanings = remembered((asked: string): Meaning | null => {
  const [code = ""] = asked.split(" ", 1);
  const vocabulary = vocabularies.get(code)?.();
  const pieces = vocabulary ? piecesOf(Array.from(asked.slice(code.length + 1), folded).join(""), vocabulary) : null;
  return pieces && pieces.length > 0 ? readIn(pieces) : null;
});

type Piece = ReadonlySet<Role>;

/** A part taken apart into known phrases; null where one is unknown. */
function piecesOf(spread: string, vocabulary: Vocabulary): Piece[] | null {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < spread.length) {
    const next = nextIn(spread, at, vocabulary);
    if (next) {
      pieces.push(next.roles);
      at = next.end;
    } else {
      const between = endOf(BETWEEN, spread, at);
      if (between === null) return null;
      at = between;
    }
  }
  return pieces;
}

/** Where a match that begins here ends. */
export function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function nextIn(spread: string, at: number, vocabulary: Vocabulary): { end: number; roles: Piece } | null {
  let best = phraseAt(spread, at, vocabulary);
  const clock = endOf(vocabulary.clock, spread, at);
  if (clock !== null && clock >= (best?.end ?? at + 1)) best = { end: clock, roles: CLOCK };
  for (const [pattern, roles] of NUMBERS) {
    const end = endOf(pattern, spread, at);
    if (end !== null && end > (best?.end ?? 0)) best = { end, roles };
  }
  return best;
}

const CLOCK: Piece = new Set<Role>(["clock"]);
const NUMBERS: readonly (readonly [RegExp, Piece])[] = [
  [YEAR, new Set<Role>(["year"])],
  [DIGITS, new Set<Role>(["number"])],
];

const has = (piece: Piece | undefined, ...roles: Role[]) => roles.some((role) => piece?.has(role));

/** The phrases put together; null where what remains says nothing by itself (LATE, FIRST, 2). */
function readIn(pieces: readonly Piece[]): Meaning | null {
  const said: Meaning = { hour: false, keeps: false, interior: false, exterior: false };
  let index = 0;
  while (index < pieces.length) {
    const piece = pieces[index];
    const leap = leapEnd(pieces, index);
    const hour = leap > index ? null : hourEnd(pieces, index);
    const date = dateEnd(pieces, index);
    let end = index + 1;
    if (leap > index) {
      said.keeps ||= pieces.slice(index, leap).some((each) => has(each, "moment"));
      end = leap;
    } else if (hour !== null) {
      said.hour = true;
      end = hour;
    } else if (date > index) end = date;
    else if (has(piece, "keeps", "modifier")) said.keeps ||= has(piece, "keeps");
    else if (has(piece, "interior", "exterior")) {
      said.interior ||= has(piece, "interior");
      said.exterior ||= has(piece, "exterior");
    } else if (!has(piece, "filmed")) return null;
    index = end;
  }
  return said;
}

/** Where a leap in time (TWO YEARS LATER) that begins here ends. */
function leapEnd(pieces: readonly Piece[], start: number): number {
  let end = start;
  while (has(pieces[end], "number", "unit", "moment", "leap")) end += 1;
  for (let last = end; last > start + 1; last -= 1) {
    const run = pieces.slice(start, last);
    const counted = run.some((piece) => has(piece, "number"));
    // A unit that is an hour too needs a number: A DAY LATER, but DAY, LATER.
    const clear = run.some((piece) => has(piece, "unit", "moment") && (counted || !has(piece, "hour")));
    if (clear && (has(run.at(-1), "leap") || (has(run[0], "leap") && run.length > 1))) return last;
  }
  return start;
}

/** Where an hour with the words beside it ends, if one begins here. */
function hourEnd(pieces: readonly Piece[], start: number): number | null {
  let at = start;
  while (has(pieces[at], "before") && !has(pieces[at], "hour")) at += 1;
  while (has(pieces[at], "beside") && !has(pieces[at], "hour", "clock")) at += 1;
  if (!has(pieces[at], "hour", "clock")) return null;
  let end = at + 1;
  while (has(pieces[end], "hour", "beside", "clock")) end += 1;
  if (has(pieces[end], "number") && leapEnd(pieces, end) === end) end += 1;
  return end;
}

/** Where a date, a season or a year that begins here ends. */
function dateEnd(pieces: readonly Piece[], start: number): number {
  let end = start;
  while (has(pieces[end], "calendar", "year", "number")) end += 1;
  return pieces.slice(start, end).some((piece) => has(piece, "calendar", "year")) ? end : start;
}
