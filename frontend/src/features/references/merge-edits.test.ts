import { expect, test } from "vitest";
import type { Names } from "../../shared/api/names";
import { mergeEdits } from "./merge-edits";
import type { Reference } from "./queries";

const who = (id: string, look: object = {}) =>
  ({ id, description: "", attributes: {}, images: [], ...look }) as unknown as Reference;
const entry = (reference: string, derived = true) => ({ reference, role: "speaks", strength: "0.5", derived });
const film = (...casts: object[][]) =>
  ({ shots: new Map(casts.map((cast, at) => [`s${at}`, { id: `s${at}`, cast }])) }) as unknown as Names;
const SET = { role: "speaks", strength: "0.5", version: null };

test("shots cast the other one as they cast the first, where they do not cast it already", () => {
  const names = film([entry("a")], [entry("a"), entry("b")], [entry("b")]);
  expect(mergeEdits(who("a"), who("b", { description: "Tall." }), names)).toEqual([
    { shot: "s0", field: "cast:a", value: null },
    { shot: "s0", field: "cast:b", value: SET },
    { shot: "s1", field: "cast:a", value: null },
  ]);
});

test("what a person cast stays theirs, before what the script did", () => {
  expect(mergeEdits(who("a"), who("b", { images: ["x"] }), film([entry("a", false), entry("b")]))).toContainEqual({
    shot: "s0",
    field: "cast:b",
    value: SET,
  });
});

test("one of whom nothing is said takes the look of the other", () => {
  const look = { description: "Tall.", attributes: { hair: "short" }, images: ["new", "old"] };
  expect(mergeEdits(who("a", look), who("b"), film())).toEqual([
    { reference: "b", field: "description", value: "Tall." },
    { reference: "b", field: "attribute:hair", value: "short" },
    { reference: "b", field: "picture:old", value: true },
    { reference: "b", field: "picture:new", value: true },
  ]);
});
