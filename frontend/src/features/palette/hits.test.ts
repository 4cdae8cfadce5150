/** Where hits are opened, and how their texts are cut at the marks. */
import { expect, test } from "vitest";
import { addressOf, stretches, type Hit } from "./hits";
import { opened, recentOf } from "./recent";

const hit = (kind: Hit["kind"], more: Partial<Hit> = {}): Hit => ({
  kind,
  id: "x",
  title: "SC010 INT. QUAY",
  marks: [],
  text: "",
  text_marks: [],
  exact: true,
  number: null,
  position: null,
  shot: "s",
  take: null,
  frame: null,
  picture: null,
  ...more,
});

test.each([
  [hit("shot"), "/p/p/shots/x"],
  [hit("scene"), "/p/p/board?q=scene%3ASC010"],
  [hit("place"), "/p/p/references/x"],
  [hit("take"), "/p/p/shots/s?take=x"],
  [hit("note", { frame: 0 }), "/p/p/shots/s?take=x&tab=notes&frame=0"],
  [hit("note"), "/p/p/shots/s?take=x&tab=notes"],
  [hit("playlist"), "/p/p/playlists/x"],
  [hit("change_set"), "/p/p/change-sets/x"],
  [hit("marker", { position: 7 }), "/p/p/history?event=7"],
])("%# a hit leads to its page", (found, address) => {
  expect(addressOf("p", found)).toBe(address);
});

test("marks count characters, of which an emoji is one", () => {
  expect(stretches("👩 Zoë sings", [{ start: 2, end: 5 }])).toEqual([
    { text: "👩 ", marked: false },
    { text: "Zoë", marked: true },
    { text: " sings", marked: false },
  ]);
  expect(stretches("Zoë", [])).toEqual([{ text: "Zoë", marked: false }]);
});

test("what was opened stands first once, per person, and a damaged store counts as none", () => {
  for (const title of ["a", "b", "a"]) opened("ida", "p", { kind: "shot", title, href: `/p/p/shots/${title}` });
  expect(recentOf("ida", "p").map(({ title }) => title)).toEqual(["a", "b"]);
  expect(recentOf("ivo", "p")).toEqual([]);
  localStorage.setItem("continuity.found.ivo.p", '[{"kind":"shot"}, 3, {"kind":"shot","title":"x","href":"//evil"}]');
  expect(recentOf("ivo", "p")).toEqual([]);
  localStorage.setItem("continuity.found.ivo.p", "{");
  expect(recentOf("ivo", "p")).toEqual([]);
});
