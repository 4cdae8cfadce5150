/** Every colour of text and state can be read on every surface, light and dark, by WCAG 2.2 AA. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const SURFACES = ["base", "panel"];
const WORDS = ["text", "muted", "accent", "idle", "queued", "running"];
const STATES = ["in-review", "changes", "approved", "failed", "stale"];
const AA = 4.5;

const styles = readFileSync("src/app/styles.css", "utf8");
const token = (name: string) =>
  new RegExp(`--color-${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(styles)?.slice(1) ?? [];

function light(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [light(one), light(other)].toSorted((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

test.each([
  ["light", 0, [...SURFACES, "raised"]],
  ["dark", 1, SURFACES],
] as const)("what is written can be read where the page is %s", (_, scheme, surfaces) => {
  const faint = [...WORDS, ...STATES].flatMap((name) =>
    surfaces
      .filter((surface) => contrast(token(name)[scheme] ?? "", token(surface)[scheme] ?? "") < AA)
      .map((surface) => `${name} on ${surface}`),
  );
  expect(faint).toEqual([]);
  expect(contrast(token("on-accent")[scheme] ?? "", token("accent")[scheme] ?? "")).toBeGreaterThanOrEqual(AA);
});
