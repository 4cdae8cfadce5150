/** Marks the lines that Fountain's own rules would take for something else, as the server does before it parses. */
import type { SourceLine } from "./asides";
import { isCue } from "./cues";
import { plain } from "./emphasis";
import { CERTAIN, LIKELY, likenessOf, NONE, POSSIBLE, type Likeness } from "./heading-lines";
import { folded, once } from "./heading-words";
import { LANGUAGES } from "./words";

/** U+FDD0 is no character by the Unicode standard: it keeps a line from being read as something else. */
export const MARK = "\u{fdd0}";
const LONGEST_PARAGRAPH = 200;
const LONGEST_TRANSITION = 60;
const CUT = /^(?:(?:FADE (?:IN|OUT|UP|TO [A-Z ]+)|(?:[A-Z]+[ -])?CUT(?: (?:BACK )?TO [A-Z ]+)?|DISSOLVE|WIPE)[:.]?)$/u;

type Place = "beginning" | "inside" | "dialogue";

export interface Marked {
  text: string;
  /** The line that it comes from; of one that was put between others, that of the one behind it. */
  line: SourceLine;
}

export function marked(lines: readonly SourceLine[]): Marked[] {
  return new Marker(lines).run();
}

class Marker {
  private readonly out: Marked[] = [];
  private readonly bare: readonly string[];
  private readonly alike: readonly number[];
  private place: Place = "beginning";
  private paragraph = 0;

  constructor(private readonly lines: readonly SourceLine[]) {
    this.bare = lines.map(({ text }) => text.trim());
    this.alike = this.bare.map((text) => (text === "" ? NONE : likenessOf(text)));
  }

  run(): Marked[] {
    for (const [index, line] of this.lines.entries()) this.mark(index, line, this.bare[index] ?? "");
    return this.out;
  }

  private mark(index: number, line: SourceLine, bare: string): void {
    this.paragraph = bare === "" || this.place === "dialogue" ? 0 : this.paragraph + 1;
    if (this.paragraph > LONGEST_PARAGRAPH) {
      this.write(line, "");
      this.paragraph = 0;
    }
    if (bare === "") {
      this.write(line, line.text);
      if (!(line.text !== "" && this.place === "dialogue")) this.place = "beginning";
    } else if (this.isHeading(index, bare)) this.heading(index, line, bare);
    else this.write(line, this.place === "dialogue" ? this.spoken(bare) : this.other(index, line.text, bare));
  }

  private write(line: SourceLine, text: string): void {
    this.out.push({ line, text: text.replaceAll("/*", `/${MARK}*`).replaceAll("[[", `[${MARK}[`) });
  }

  /** The text of the next line, nothing where that is so like a heading. */
  private following(index: number, heading: Likeness = LIKELY): string {
    return (this.alike[index + 1] ?? CERTAIN) >= heading ? "" : (this.bare[index + 1] ?? "");
  }

  private isHeading(index: number, bare: string): boolean {
    const alike = this.alike[index] ?? NONE;
    if (/^\.[\p{L}\p{N}]/u.test(bare)) return this.place === "beginning";
    if (this.place === "beginning") return alike >= LIKELY || (alike === POSSIBLE && this.following(index) === "");
    return alike >= (this.place === "dialogue" ? CERTAIN : LIKELY);
  }

  private heading(index: number, line: SourceLine, bare: string): void {
    if (this.place !== "beginning") this.write(line, "");
    this.write(line, `.0${MARK}${bare.replace(/^\./, "")}`);
    if (this.following(index) !== "") this.write(line, "");
    this.place = "inside";
    this.paragraph = 0;
  }

  private spoken(bare: string): string {
    if (isPageBreak(bare)) {
      this.place = "beginning";
      return bare;
    }
    return /^[.#=@]/.test(bare) ? `${MARK}${bare}` : bare;
  }

  /** A line that is neither a heading nor spoken; says where the next one stands. */
  private other(index: number, text: string, bare: string): string {
    if (bare.startsWith("@") && /\p{L}/u.test(bare)) {
      this.place = "dialogue";
      return bare.replace(/[ ^]+$/u, "");
    }
    if (/^\.[\p{L}\p{N}]/u.test(bare)) return MARK + bare;
    const begins = this.place === "beginning";
    const words = plain(bare);
    this.place = "inside";
    if (begins && this.following(index, CERTAIN) !== "" && isCue(words)) {
      this.place = "dialogue";
      return `@${words.replace(/[ ^]+$/u, "")}`;
    }
    if (begins && isTransition(words, this.following(index) === "")) {
      this.place = "beginning";
      return `>${words}`;
    }
    if (standsAlone(bare)) {
      this.place = "beginning";
      return text;
    }
    return isMistakable(bare) ? `${MARK}${text}` : text;
  }
}

const isPageBreak = (bare: string) => /^={3,}$/.test(bare);

/** A section, a synopsis, a page break, or a centred line. */
function standsAlone(bare: string): boolean {
  return /^#|^=(?!=)/.test(bare) || isPageBreak(bare) || /^>[^<]*<$/.test(bare);
}

/** Whether the parser would take it for a heading or a cue. */
function isMistakable(bare: string): boolean {
  if (!/^[\p{L}\p{N}]/u.test(bare)) return false;
  return (bare === bare.toUpperCase() && !bare.includes(":")) || likenessOf(bare) > NONE;
}

/** A transition in any of the languages; with a colon it may have text below it. */
function isTransition(bare: string, alone: boolean): boolean {
  if (bare !== bare.toUpperCase() || bare.length > LONGEST_TRANSITION) return false;
  if (!alone && !bare.endsWith(":")) return false;
  return transitions().has(folded(bare.replace(/[:. ]+$/, ""))) || CUT.test(bare);
}

const transitions = once(() => new Set(LANGUAGES.flatMap(({ furniture }) => furniture.transitions ?? []).map(folded)));
