/** Whatever is typed is kept: no form holds the text of a field itself, where another tab or a reload would lose it. */
import { expect, test } from "vitest";

const sources = import.meta.glob<string>(["../../**/*.tsx", "!../ui/**"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Secrets, which no storage may keep; what is typed to find something rather than to say it; a range that is chosen; a
 * word on a picture, which the field holds itself until it is a shape of the note that is kept. */
const NOT_KEPT = [
  "account/password-part",
  "sign-in/sign-in-page",
  "guest/guest-door",
  "playlists/share-link-form",
  "palette/finder",
  "ordering/run-to-here",
  "notes/drawing-layer",
];

/** The setters of states in a file, other than of what is on or off, that a field or a part of a form writes to. */
function heldBy(source: string): string[] {
  const setters = [...source.matchAll(/const \[\w+, (set\w+)\] = useState(?!\((?:true|false)\))/g)].map(
    ([, setter]) => setter ?? "",
  );
  const fields = [...source.matchAll(/<(?:\w*Fields?|Input|TextArea|input|textarea)\s[^]*?\/>/g)].map(([text]) => text);
  return setters.filter((setter) =>
    fields.some((field) => !field.startsWith("<SearchField") && field.includes(setter)),
  );
}

test("no form holds what is typed in a state of its own", () => {
  const holding = Object.entries(sources)
    .filter(([path]) => !NOT_KEPT.some((part) => path.includes(part)))
    .flatMap(([path, source]) => heldBy(source).map((setter) => `${path}: ${setter}`));
  expect(Object.keys(sources).length).toBeGreaterThan(200);
  expect(holding).toEqual([]);
});
