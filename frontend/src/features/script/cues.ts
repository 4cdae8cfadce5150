/** Tells a cue, the name above a speech, from other lines, as the server does. */
import { LIKELY, likenessOf } from "./heading-lines";
import { folded, once, remembered } from "./heading-words";
import { LANGUAGES, shotTerms } from "./words";

const LONGEST_NAME = 60;
/** A name in a script without capitals is shorter, and of no more words. */
const LONGEST_CASELESS = 12;
const MOST_CASELESS_WORDS = 3;
const EXTENSIONS = /^(?:[(（][^()（）]*[)）]\s*)*\^*$/u;
const NO_NAME = [
  "..",
  "!",
  "?",
  ":",
  ";",
  ",",
  "…",
  "-",
  "–",
  "—",
  "。",
  "！",
  "？",
  "：",
  "，",
  "、",
  "」",
  "』",
  "”",
];
const NO_CASELESS = /[。，、！？：；…「」『』《》“”‘’"'.,!?:;*_~=<>/|\\[\]]|\d{3}/u;

/** Sentences without a full stop: Korean ones end in 다, Japanese ones have an object and a verb. */
const SENTENCE = /...다$|[をが].*[るたすくうい]$/u;

/** Whether it is somebody's name, in capitals or, where the writing system has none, short and without a sentence's signs. */
export const isCue = remembered((text: string): boolean => {
  const bracket = text.search(/[(（]/u);
  if (bracket >= 0 && !EXTENSIONS.test(text.slice(bracket))) return false;
  const name = (bracket < 0 ? text : text.slice(0, bracket)).replace(/[ ^]+$/u, "");
  if (name === "" || name.length > LONGEST_NAME || !/^[\p{L}\p{N}]/u.test(name) || name.includes(":")) return false;
  if (NO_NAME.some((end) => name.endsWith(end)) || /\p{Lowercase}/u.test(name) || !isName(name)) return false;
  return likenessOf(text) < LIKELY && !startsAsShot(name) && !noNames().has(folded(name));
});

function isName(name: string): boolean {
  if (/\p{Uppercase}/u.test(name)) return true;
  const short = name.length <= LONGEST_CASELESS && name.split(/\s+/u).length <= MOST_CASELESS_WORDS;
  return /\p{L}/u.test(name) && short && !NO_CASELESS.test(name) && !SENTENCE.test(name);
}

const SHOT = new RegExp(`^(?:${shotTerms().source})`, "u");

/** Whether a line in capitals is a shot's title (CLOSE ON THE LAMP) rather than somebody's name. */
const startsAsShot = (line: string) => line.includes(" ") && (SHOT.test(line) || line.endsWith(" POV"));

/** Words that stand alone on a line and name nobody: CONTINUED, THE END. */
const noNames = once(() => {
  const words = LANGUAGES.flatMap(({ furniture }) =>
    ["continued", "more", "ends"].flatMap((name) => furniture[name] ?? []),
  );
  return new Set(words.map(folded));
});
