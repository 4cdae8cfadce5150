/** Takes the signs of emphasis and the backslashes before them out of a line, as the server does. */

import { remembered } from "./heading-words";

const RUN = /\\.|\*+|_+/gu;

export const plain = (line: string): string => (/[*_\\]/u.test(line) ? withoutSigns(line) : line);

const withoutSigns = remembered((line: string): string => {
  const cuts: [number, number][] = [];
  const openers = new Map<string, [number, number]>();
  for (const run of line.matchAll(RUN)) {
    const [sign, start, end] = [run[0], run.index, run.index + run[0].length];
    const opener = openers.get(sign);
    if (sign.startsWith("\\")) {
      if (/[*_\\]/u.test(sign[1] ?? "")) cuts.push([start, start + 1]);
    } else if (opener && closes(line, start, end)) {
      openers.delete(sign);
      cuts.push(opener, [start, end]);
    } else if (opens(line, start, end)) openers.set(sign, [start, end]);
  }
  let [kept, at] = ["", 0];
  for (const [start, end] of cuts.toSorted(([one], [other]) => one - other)) {
    kept += line.slice(at, start);
    at = end;
  }
  return kept + line.slice(at);
});

const isWord = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
const isSpace = (letter: string | undefined) => letter !== undefined && /\s/u.test(letter);

function opens(line: string, start: number, end: number): boolean {
  const inside = line[start] === "_" && isWord(line[start - 1]);
  return end < line.length && !isSpace(line[end]) && !inside;
}

function closes(line: string, start: number, end: number): boolean {
  const inside = line[start] === "_" && isWord(line[end]);
  return !isSpace(line[start - 1]) && !inside;
}
