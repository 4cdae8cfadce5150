/** How many of the first lines are a title page: keys with their values, however they are set in or left empty. */
import { LIKELY, likenessOf } from "./heading-lines";
import { once } from "./heading-words";
import { LANGUAGES } from "./words";

const KEY = /^(\p{L}[\p{L}\p{M}\p{N}_ /'’-]{0,39}?)\s*[:：]\s*(.*)$/u;

export function titleLines(lines: readonly string[]): number {
  const start = lines.findIndex((line) => line.trim() !== "");
  if (start < 0) return 0;
  const blank = lines.findIndex((line, index) => index >= start && line.trim() === "");
  const end = blank < 0 ? lines.length : blank;
  if (!lines.slice(start, end).some((line) => known().has(keyOf(line)?.[1]?.toLowerCase() ?? ""))) return 0;
  let keyed = false;
  for (let index = start; index < end; index += 1) {
    const line = lines[index] ?? "";
    const key = keyOf(line);
    if (likenessOf(line.trim()) >= LIKELY || !(key || keyed)) return keyed ? index : 0;
    keyed ||= key !== null && isKey(line, key);
  }
  return keyed ? end : 0;
}

const keyOf = (line: string) => KEY.exec(line.trim());

/** Any key will do that does not stand far in, but for a transition and the beginning of an address. */
function isKey(line: string, [, name = "", value = ""]: RegExpExecArray): boolean {
  const outside = !/^\s/u.test(line) && name !== name.toUpperCase() && !value.startsWith("//");
  return outside || known().has(name.toLowerCase());
}

const known = once(() => new Set(LANGUAGES.flatMap(({ title_keys }) => title_keys)));
