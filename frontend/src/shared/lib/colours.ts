/** Colours as people write them: "#f2c230", "navy", "dark red oilskin"; and palettes of several. */
import known from "./colours.json";

const NAMES: Readonly<Record<string, string>> = known.names;
const SKINS: Readonly<Record<string, string>> = known.skins;
const HEX = /^#[0-9a-f]{6}$/i;
const SHORT = /^#[0-9a-f]{3}$/i;
const MOST = 5;
/** Spaces part numbers of colours alone: "dark red, #102030 #fa0" are three. */
const BETWEEN = /[;,\s]+(?:and\s+)?(?=#)|[;,]+|\s+and\s+/;

/** "#rrggbb" of a colour as it will be drawn, or nearly ("dark" and "light" beside it do more); null for no colour. */
export function hexOf(text: string, skin = false): string | null {
  const said = text.trim().toLowerCase();
  if (HEX.test(said)) return said;
  if (SHORT.test(said)) return said.replaceAll(/[^#]/g, "$&$&");
  if (said.includes("#")) return null;
  const words = said.match(/[a-z]+/g) ?? [];
  const of = (all: Readonly<Record<string, string>>) => [...words, words.join("")].findLast((word) => word in all);
  const tone = skin ? of(SKINS) : undefined;
  const name = of(NAMES);
  return (tone && SKINS[tone]) ?? (name && NAMES[name]) ?? null;
}

/** What is wrong with a palette, read as the server reads it: the parts that are no colour, or that there are more than
 * five; null when nothing is. */
export function wrongInPalette(text: string): { parts: string } | { count: number } | null {
  const parts = text.trim().split(BETWEEN).filter(Boolean);
  const wrong = parts.filter((part) => hexOf(part) === null).flatMap((part) => unread(part));
  if (wrong.length > 0) return { parts: wrong.join(", ") };
  return parts.length > MOST ? { count: parts.length } : null;
}

/** Which words of a part are to blame: where numbers of colours are among them, all others. */
const unread = (part: string): string[] =>
  part.includes("#") ? part.split(/\s+/).filter((word) => !HEX.test(word) && !SHORT.test(word)) : [part.trim()];
