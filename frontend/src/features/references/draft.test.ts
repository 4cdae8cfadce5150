import { expect, test } from "vitest";
import { changed, changedSince, editsOf, isEmpty, movedIn, valueOf, wrongIn } from "./draft";
import type { Reference } from "./queries";

const mara = {
  id: "m",
  name: "MARA",
  description: "Tall.",
  rights: "",
  attributes: { hair: "long" },
} as unknown as Reference;

test("writing a field back to what is saved leaves nothing to save", () => {
  const draft = changed(mara, {}, "attribute:hair", "bun");
  expect(draft).toEqual({ attributes: { hair: "bun" } });
  expect(isEmpty(changed(mara, draft, "attribute:hair", "long"))).toBe(true);
});

test("an emptied attribute is taken away", () => {
  const draft = changed(mara, {}, "attribute:hair", "");
  expect(draft.attributes).toEqual({ hair: null });
  expect(valueOf(mara, draft, "attribute:hair")).toBe("");
});

test("an attribute that never was and is emptied again is no change", () => {
  expect(isEmpty(changed(mara, changed(mara, {}, "attribute:skin", "#fff"), "attribute:skin", ""))).toBe(true);
});

test("rights are saved but never supposed, for they make no picture", () => {
  const draft = changed(mara, changed(mara, {}, "rights", "ours"), "description", "Short.");
  expect(editsOf("m", draft)).toEqual([{ reference: "m", field: "description", value: "Short." }]);
});

test("only a field that one writes on is said to have moved", () => {
  const draft = changed(mara, {}, "attribute:hair", "bun");
  const now = { ...mara, description: "Short.", attributes: { hair: "bald" } } as unknown as Reference;
  expect(movedIn(mara, now, draft)).toEqual(["attribute:hair"]);
  expect(movedIn(mara, mara, draft)).toEqual([]);
});

test("what is offered again says everything that changed meanwhile", () => {
  const now = { ...mara, description: "Short.", attributes: { skin: "pale" } } as unknown as Reference;
  expect(changedSince(mara, now)).toEqual(["description", "attribute:hair", "attribute:skin"]);
});

test("only what is written into a field of a colour must be one", () => {
  expect(wrongIn({ attributes: { wardrobe_colour: "bananas", hair: "bananas", skin: "weathered" } })).toEqual([
    "attribute:wardrobe_colour",
  ]);
  expect(wrongIn({ attributes: { wardrobe_colour: null, accent_colour: "dark red" } })).toEqual([]);
});
