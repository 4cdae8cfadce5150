/** Tags of languages as people type them. */
import { expect, test } from "vitest";
import { languageName, OFFERED, tagOf } from "./naming";

test("a tag is spelled as the server spells it", () => {
  expect(["pt_br", " DE ", "zh-hans-tw"].map(tagOf)).toEqual(["pt-BR", "de", "zh-Hans-TW"]);
});

test("what is no tag is none", () => {
  expect(["german", "", "d", "de-", "../x"].map(tagOf)).toEqual([null, null, null, null, null]);
});

test("every language that is offered has a name and a tag of its own", () => {
  expect(OFFERED.map(tagOf)).toEqual(OFFERED);
  expect(OFFERED.filter((tag) => languageName(tag) === tag)).toEqual([]);
});
