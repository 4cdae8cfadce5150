import { expect, test } from "vitest";
import { matcher, partsOf, without } from "./filter";
import { row } from "./row-for-tests";

const failed = row({
  code: "SC020_0010",
  state: "made",
  cells: { motion: { state: "failed" } },
  cast: ["MARA"],
  words: "mara waits",
});
const stale = row({ code: "SC010_0020", state: "changes requested", stale: true, locked: ["style"], words: "the fog" });
const found = (text: string) => [failed, stale].filter(matcher(text)).map((each) => each.code);

test("words and fields must all hold", () => {
  expect(found("")).toEqual(["SC020_0010", "SC010_0020"]);
  expect(found("state:failed cast:mara waits")).toEqual(["SC020_0010"]);
  expect(found("stale:yes locked:yes scene:sc010")).toEqual(["SC010_0020"]);
  expect(found("fog cast:mara")).toEqual([]);
});

test("a state is found with spaces, hyphens or quotes, and a minus excludes", () => {
  expect(found("state:changes-requested")).toEqual(["SC010_0020"]);
  expect(found('state:"changes requested"')).toEqual(["SC010_0020"]);
  expect(found("state:out-of-date")).toEqual(["SC010_0020"]);
  expect(found("-stale:yes")).toEqual(["SC020_0010"]);
});

test("a stage narrows which state is meant", () => {
  expect(found("stage:motion state:failed")).toEqual(["SC020_0010"]);
  expect(found("stage:prompt state:failed")).toEqual([]);
});

test("a chip takes its own part away and leaves the rest", () => {
  const text = 'state:failed "two words" cast:mara';
  const part = partsOf(text)[0];
  expect(part && without(text, part)).toBe('"two words" cast:mara');
});

test("what is no field is a word, colons and all", () => {
  expect(partsOf("http://x")[0]).toMatchObject({ field: null, value: "http://x" });
  expect(partsOf("state:")).toEqual([]);
});
