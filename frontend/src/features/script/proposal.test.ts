import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { millisecondsOf } from "../../shared/breakdown/length";
import { aboutOf, decided, inForce, withdrawn, type Decided } from "./decisions";
import type { Anchor, Proposal, ProposedScene, ProposedShot } from "./proposal";
import { isShot, lengthOf, nameKey, rowsOf, usesOf } from "./proposal-rows";
import { decidingOn } from "./use-deciding";
import { useStand } from "./use-stand";

const anchor = (digest: string, occurrence = 1): Anchor => ({ digest, occurrence });
const shot = (digest: string, description: string, ...names: string[]): ProposedShot => ({
  id: digest,
  code: "SC010_0010",
  verdict: "created",
  moved: false,
  text: description,
  dialogue: [],
  camera: "static",
  description,
  lines: [3, 4],
  cast: names.map((name) => ({ name, kind: "character", role: "seen", why: "named", line: 3, reference: null })),
  frames: 48,
  milliseconds: 2000,
  size: "wide",
  anchor: anchor(digest),
  starts: [],
});
const scene = (text: string, ...shots: ProposedShot[]): ProposedScene => ({
  id: text,
  code: "SC010",
  verdict: "created",
  moved: false,
  heading: { text, setting: "", place: "", sub_place: "", time: "", modifiers: [], year: "", number: "" },
  lines: [1, 9],
  shots,
});
const proposal: Proposal = {
  scenes: [
    scene("EXT. QUAY - DAWN", shot("a", "Fog.", "Mara"), shot("b", "A lamp."), shot("c", "Mara waits.", "Mara")),
    scene("INT. CABIN - DAY", shot("d", "Tea.", "Ivo")),
  ],
  unseen: [],
  people: [],
  places: [],
};
const split: Decided = { decision: { decision: "split", anchor: anchor("a") }, words: "Fog.", line: 3 };
const merge: Decided = { decision: { decision: "merge", anchor: anchor("a") }, words: "Fog.", line: 3 };
const drop: Decided = { decision: { decision: "drop", anchor: anchor("a") }, words: "Fog.", line: 3 };
const alias = (name: string, of: string): Decided => ({
  decision: { decision: "alias", name, of, kind: "character" },
  words: name,
  line: null,
});

test("of two decisions about the same the later one holds", () => {
  expect(decided([split, drop], merge)).toEqual([drop, merge]);
  expect(decided([alias("Bob", "Ann")], alias("BOB", "Eve"))).toEqual([alias("BOB", "Eve")]);
  expect(decided([drop], { ...drop, decision: { decision: "drop", anchor: anchor("a", 2) } })).toHaveLength(2);
});

test("a decision is taken back by what it is about", () => {
  expect(withdrawn([split, drop], aboutOf(merge.decision))).toEqual([drop]);
});

test("what others decided meanwhile stays in force beside one's own", () => {
  const theirs = alias("Eve", "Ann");
  const pending = { given: [merge], withdrawn: [drop.decision], language: null };
  expect(inForce([split, drop], pending)).toEqual([merge]);
  expect(inForce([split, drop, theirs], pending)).toEqual([theirs, merge]);
});

test.each([
  ["2", 2000],
  ["2.5", 2500],
  [" 0,25 ", 250],
  ["0", null],
  ["", null],
  ["-1", null],
  ["two", null],
  ["1.2345", null],
])("%s seconds", (text, milliseconds) => {
  expect(millisecondsOf(text)).toBe(milliseconds);
});

test("a scene stands above its shots, and words find shots and those who are in them", () => {
  expect(rowsOf(proposal).map(({ kind }) => kind)).toEqual(["scene", "shot", "shot", "shot", "scene", "shot"]);
  expect(rowsOf(proposal, "ivo").map(({ kind }) => kind)).toEqual(["scene", "shot"]);
  expect(rowsOf(proposal, "lamp").filter(isShot)[0]?.index).toBe(1);
  expect(lengthOf(proposal)).toBe(8000);
  expect(usesOf(proposal).get(nameKey("character", "MARA"))).toBe(2);
});

test("keys walk, choose several, and stay near when a shot goes", () => {
  const all = rowsOf(proposal).filter(isShot);
  const { result, rerender } = renderHook(({ rows }) => useStand(rows), { initialProps: { rows: all } });
  expect(result.current.row?.key).toBe("a 1");
  act(() => result.current.move(1));
  act(() => result.current.extend(1));
  expect(result.current.chosen.map(({ key }) => key)).toEqual(["b 1", "c 1"]);
  act(() => result.current.move(99));
  expect(result.current.row?.key).toBe("d 1");
  rerender({ rows: all.slice(0, 3) });
  expect(result.current.row?.key).toBe("c 1");
});

test("several shots merge into the first of them, never across scenes", () => {
  const all = rowsOf(proposal).filter(isShot);
  const decide = vi.fn();
  const stand = { place: 3, row: all[3] ?? null, chosen: all.slice(1), move: vi.fn(), extend: vi.fn(), stand: vi.fn() };
  decidingOn(stand, true, decide).merge();
  expect(decide.mock.calls[0]?.map(({ decision }: Decided) => decision)).toEqual([
    { decision: "merge", anchor: anchor("c") },
  ]);
  const [first] = all;
  expect(decidingOn({ ...stand, row: first ?? null, chosen: all.slice(0, 1) }, true, decide).canMerge).toBe(false);
});

const absent = (digest: string, name: string): Decided => ({
  decision: { decision: "absent", anchor: anchor(digest), name, kind: "character" },
  words: digest,
  line: 3,
});

test("who is not in a shot is decided for each shot and each name", () => {
  const both = decided([], absent("a", "Mara"), absent("a", "Ivo"), absent("c", "Mara"));
  expect(both).toHaveLength(3);
  expect(decided(both, absent("a", "MARA"))).toHaveLength(3);
});
