/** What each line of a screenplay is once its doubtful lines are marked: Fountain's own rules, as the server's parser has them. */

import { remembered } from "./heading-words";

export type LineKind =
  | "" | "title" | "heading" | "action" | "character" | "parenthetical" | "dialogue" | "lyrics" | "transition"
  | "centred" | "page-break" | "page-mark" | "section" | "synopsis" | "note" | "boneyard"; // prettier-ignore

const HEADING = /^(?:INT|EXT|EST|I\/E|INT\/EXT|INT\.\/EXT)(?:\s*\.|\s)/iu;
const FORCED_HEADING = /^\.(?!\.)(?=[A-Za-z0-9])/u;
const NAME = String.raw`(?=[A-Z0-9\s_.'#-]*[A-Z])[A-Z0-9][A-Z0-9\s_.'#-]*`;
const CUES = [
  new RegExp(`^${NAME}$`, "u"),
  new RegExp(String.raw`^${NAME}\^+\s*$`, "u"),
  new RegExp(String.raw`^${NAME}\s*\(.+\)\s*(?:\^+)?\s*$`, "u"),
];
const TRANSITION = /^[A-Z\s.'/-]+TO:$|^FADE IN:$|^FADE OUT\.$|^CUT TO:$/u;
const SYNOPSIS = /^=(?!=)\s*/u;
const PAGE_BREAK = /^===+$/u;
const CENTRED = /^>[^<]*<$/u;
const STRUCTURE = [HEADING, FORCED_HEADING, TRANSITION, /^>/u, /^#/u, SYNOPSIS, PAGE_BREAK, /^!./u];

/** What a line by itself may be; lines that stay as they are, are looked at once. */
interface Shape {
  line: string;
  forced: LineKind | null;
  heading: boolean;
  cue: boolean;
  transition: boolean;
  structure: boolean;
}

const shapeOf = remembered((raw: string): Shape => {
  const line = raw.trim();
  return {
    line,
    forced: forcedKind(line),
    heading: HEADING.test(line),
    cue: CUES.some((cue) => cue.test(line)),
    transition: TRANSITION.test(raw.trimStart()),
    structure: STRUCTURE.some((pattern) => pattern.test(line)) || CENTRED.test(line),
  };
});

/** The kinds of marked lines from the first line of the body on. */
export function kindsOf(lines: readonly string[]): LineKind[] {
  const kinds: LineKind[] = [];
  /** Those of lines that hold something, in order. */
  const seen: LineKind[] = [];
  let blank = false;
  lines.forEach((raw, index) => {
    if (raw.trim() === "") {
      const within = ["dialogue", "parenthetical", "character"].includes(seen.at(-1) ?? "");
      if (raw !== "" && within) seen.push("dialogue");
      else blank = true;
      return void kinds.push("");
    }
    const kind = kindOf(lines, index, blank, seen);
    seen.push(kind);
    kinds.push(kind);
    blank = false;
  });
  return kinds;
}

function kindOf(lines: readonly string[], index: number, blank: boolean, seen: readonly LineKind[]): LineKind {
  const { line, ...shape } = shapeOf(lines[index] ?? "");
  const fresh = blank || seen.length === 0;
  const alone = fresh && (lines[index + 1] ?? "").trim() === "";
  if (shape.forced) return shape.forced;
  if (shape.heading) {
    if (alone) return "heading";
  } else if (fresh && shape.cue && speechFollows(lines, index)) return "character";
  if (alone && shape.transition) return "transition";
  if (!blank && inSpeech(seen)) return /^(?:\(.*\)|（.*）)$/u.test(line) ? "parenthetical" : "dialogue";
  return "action";
}

function forcedKind(line: string): LineKind | null {
  if (PAGE_BREAK.test(line)) return "page-break";
  if (/^!./u.test(line)) return "action";
  if (line.startsWith("#")) return "section";
  if (SYNOPSIS.test(line)) return "synopsis";
  if (/^~./u.test(line)) return "lyrics";
  if (FORCED_HEADING.test(line)) return "heading";
  if (CENTRED.test(line)) return "centred";
  if (line.startsWith(">") && !line.endsWith("<")) return "transition";
  return line.startsWith("@") && /\p{L}/u.test(nameIn(line)) ? "character" : null;
}

/** What a marked cue calls somebody, without signs and extension. */
function nameIn(cue: string): string {
  const name = cue.slice(1).trim().replace(/\^+$/, "").trim();
  return /^([^(]*)\(.+\)$/u.exec(name)?.[1] ?? name;
}

const isStructure = (line: string) => shapeOf(line).structure;
const isCue = (line: string) => /^@./u.test(line) || shapeOf(line).cue;

function speechFollows(lines: readonly string[], index: number): boolean {
  const next = (lines[index + 1] ?? "").trim();
  if (next === "" || isStructure(next)) return false;
  return !isCue(next) || !speechAfter(lines, index + 1);
}

/** Whether the next line that holds something is speech. */
function speechAfter(lines: readonly string[], index: number): boolean {
  let at = index + 1;
  while (at < lines.length && (lines[at] ?? "").trim() === "") at += 1;
  const next = lines[at]?.trim();
  return next !== undefined && !isStructure(next) && !isCue(next);
}

function inSpeech(seen: readonly LineKind[]): boolean {
  const last = seen.at(-1) === "lyrics" ? seen.findLast((kind) => kind !== "lyrics") : seen.at(-1);
  return last === "character" || last === "parenthetical" || last === "dialogue";
}
