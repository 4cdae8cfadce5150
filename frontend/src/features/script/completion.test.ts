import { expect, test } from "vitest";
import { askedIn, offersFor, type Known } from "./completion";

const known: Known = {
  people: [
    { name: "Mara Quill", aliases: ["the keeper"], kind: "character" },
    { name: "Ambar", aliases: [], kind: "character" },
    { name: "Crew", aliases: [], kind: "group" },
    { name: "Élodie", aliases: [], kind: "character" },
    { name: "מרים", aliases: [], kind: "character" },
  ],
  scenes: [
    { code: "SC010", number: "1", heading: "EXT. QUAY - DAWN" },
    { code: "SC020", number: "12A", heading: "INT. FERRY CABIN - DAY" },
  ],
};
const offered = (before: string) => {
  const asked = askedIn(before);
  return asked ? offersFor(asked, known) : null;
};
const inserted = (before: string) => offered(before)?.map(({ insert }) => insert);

test.each([
  ["@ma", ["@MARA QUILL"]],
  ["  @qui", ["@MARA QUILL"]],
  ["He waits for @ma", ["Mara Quill"]],
  ["She asks @the ke", ["the keeper"]],
  ["@elo", ["@ÉLODIE"]],
  ["@מר", ["@מרים"]],
  ["#ferry", ["INT. FERRY CABIN - DAY"]],
  ["BACK TO #12", ["INT. FERRY CABIN - DAY"]],
  ["#sc01", ["EXT. QUAY - DAWN"]],
])("%s completes", (before, expected) => {
  expect(inserted(before)).toEqual(expected);
});

test.each(["# Act", "## Act", "mail@mara", "MARA", "@nobody at all", "@ ma", "INT. HOUSE #12#"])(
  "%s asks for nothing",
  (before) => {
    expect(offered(before) ?? []).toEqual([]);
  },
);

test("an alias says whose it is, a group that it is one", () => {
  expect(offered("@the")).toEqual([{ label: "the keeper", detail: "Mara Quill", insert: "@THE KEEPER" }]);
  expect(offered("@cr")?.[0]?.detail).toBe("group");
});

test("signs of regular expressions are plain signs", () => {
  expect(offered("@(")).toEqual([]);
  expect(offered("@m.")).toEqual([]);
});
