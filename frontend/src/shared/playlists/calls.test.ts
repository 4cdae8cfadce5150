/** Playlists in an order of their own. */
import { expect, test } from "vitest";
import { entriesOf, frozen, moved, withEntries, type PlaylistClip } from "./calls";

const clip = (shot: string, take: string | null, named: boolean) =>
  ({ shot, take: take === null ? null : { id: take, number: 1 }, frozen: named }) as PlaylistClip;

test("an entry moves, and stays where it would leave the list", () => {
  expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], 1, 2)).toEqual(["a", "b"]);
});

test("what is added comes behind what is there, each once", () => {
  const clips = [clip("one", "t1", true), clip("two", "t2", false)];
  const more = [
    ["two", null],
    ["one", null],
    ["one", "t1"],
    ["one", "t2"],
  ] as const;
  const added = withEntries(
    clips,
    more.map(([shot, take]) => ({ shot, take })),
  );
  expect(added.map(({ shot, take }) => [shot, take])).toEqual([
    ["one", "t1"],
    ["two", null],
    ["one", null],
    ["one", "t2"],
  ]);
});

test("what is frozen names its take, what follows names none", () => {
  const clips = [clip("one", "t1", true), clip("two", "t2", false), clip("three", null, false)];
  expect(entriesOf(clips).map(({ take }) => take)).toEqual(["t1", null, null]);
  expect(frozen(clips, true).map(({ take }) => take)).toEqual(["t1", "t2", null]);
  expect(frozen(clips, false).map(({ take }) => take)).toEqual([null, null, null]);
  const twice = [clip("one", "t1", true), clip("one", "t2", true), clip("two", "t3", false), clip("one", "t2", false)];
  expect(frozen(twice, true).map(({ take }) => take)).toEqual(["t1", "t2", "t3"]);
  expect(frozen(twice, false).map(({ shot }) => shot)).toEqual(["one", "two"]);
});
