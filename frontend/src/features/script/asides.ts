/** Takes notes and boneyard out of a text, as the server does, so that what they interrupt reads on without them. */

/** A line of the screenplay proper and its number in the text, counted from 1. */
export interface SourceLine {
  number: number;
  text: string;
}

export interface Aside {
  kind: "note" | "boneyard";
  from: number;
  to: number;
  /** Its first and last line, counted from 1. */
  first: number;
  last: number;
}

/** An aside that never ends stays where it is, as text; a note ends at an empty line. */
export function asidesIn(text: string): Aside[] {
  const found: Aside[] = [];
  const blanks = nexts(/\n ?\n/g, text);
  const ends = { boneyard: nexts(/\*\//g, text), note: nexts(/\]\]/g, text) };
  const opening = /\/\*|\[\[/g;
  let [line, at] = [1, 0];
  const lineAt = (position: number) => {
    for (; at < position; at += 1) if (text[at] === "\n") line += 1;
    return line;
  };
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const inside = opening.lastIndex;
    const kind = match[0] === "/*" ? "boneyard" : "note";
    const end = ends[kind](inside);
    if (end === null || (kind === "note" && (blanks(inside) ?? Infinity) < end)) continue;
    const [first, last] = [lineAt(match.index), lineAt(end + 1)];
    found.push({ kind, from: match.index, to: end + 2, first, last });
    opening.lastIndex = end + 2;
  }
  return found;
}

/** The next place of a pattern at or behind a position, looked for again only when the last one is passed. */
function nexts(pattern: RegExp, text: string): (position: number) => number | null {
  let at = -1;
  return (position) => {
    if (at < position) {
      pattern.lastIndex = position;
      at = pattern.exec(text)?.index ?? Infinity;
    }
    return at === Infinity ? null : at;
  };
}

/** The lines without the asides. One that held nothing else vanishes: it does not count as an empty line. */
export function withoutAsides(text: string, asides: readonly Aside[]): SourceLine[] {
  const lines: SourceLine[] = [];
  let [number, pieces, cut] = [1, [""], false];
  const end = () => {
    if (!cut) return void lines.push({ number, text: pieces.join("") });
    const joined = pieces.reduce((one, other) => one + (one === "" || /[ \t]$/.test(one) ? other.trimStart() : other));
    if (joined.trim() !== "") lines.push({ number, text: joined.trimEnd() });
  };
  const write = (part: string) => {
    const [first = "", ...rest] = part.split("\n");
    pieces.push(first);
    for (const line of rest) {
      end();
      [number, pieces, cut] = [number + 1, [line], false];
    }
  };
  let start = 0;
  for (const { from, to } of asides) {
    write(text.slice(start, from));
    const breaks = text.slice(from, to).split("\n").length - 1;
    cut = true;
    if (breaks > 0) {
      end();
      [number, pieces, cut] = [number + breaks, [""], true];
    }
    start = to;
  }
  write(text.slice(start));
  end();
  return lines;
}
