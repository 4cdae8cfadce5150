import { expect, test } from "vitest";
import type { Shot } from "../../shared/api/shots";
import { editsFor, knownOf, textOf, wrongIn } from "./fields";
import { row } from "./row-for-tests";

const WORKS = {
  people: [
    { person: "i", name: "Ida", active: true },
    { person: "o", name: "Ole", active: false },
  ],
  statuses: [
    { id: "t", name: "To do", ends: false, retired: false },
    { id: "w", name: "waiting", ends: false, retired: false },
    { id: "r", name: "old", ends: false, retired: true },
  ],
};
const known = knownOf(new Map([["m", "MARA"], ["j", "JONAS"]]), WORKS); // prettier-ignore
const status = { id: "w", name: "waiting", ends: false, retired: false, place: 1 };
const shot = {
  id: "s1",
  description: "The pier.",
  size: "wide",
  camera: "static",
  frames: 48,
  own: { description: null, size: "wide", camera: null, frames: 48 },
  cast: [{ reference: "m" }],
} as unknown as Shot;
const one = row({ id: "s1", shot, cast: ["MARA"] });

test("a text of a spreadsheet is read as the field has it", () => {
  expect(editsFor(one, "size", "Close up", known)).toEqual([
    { shot: "s1", field: "size", value: "close-up", from: "wide" },
  ]);
  expect(editsFor(one, "frames", " 72 ", known)).toEqual([{ shot: "s1", field: "frames", value: 72, from: 48 }]);
});

test("what a field says already makes no edit, whether it is the script's or one's own", () => {
  expect(editsFor(one, "description", "The pier.", known)).toEqual([]);
  expect(editsFor(one, "size", "wide", known)).toEqual([]);
  expect(editsFor(one, "camera", "", known)).toEqual([]);
});

test("an empty text follows the script", () => {
  expect(editsFor(one, "size", "", known)).toEqual([{ shot: "s1", field: "size", value: null, from: "wide" }]);
});

test("whoever is named is cast, and nobody else", () => {
  expect(textOf(one, "cast")).toBe("MARA");
  expect(editsFor(one, "cast", "jonas", known)).toEqual([
    { shot: "s1", field: "cast:m", value: null },
    { shot: "s1", field: "cast:j", value: { role: "", strength: "1", version: null } },
  ]);
  expect(editsFor(one, "cast", "Mara", known)).toEqual([]);
});

test("a word that the field cannot say is named", () => {
  expect(wrongIn("size", "huge", known)).toEqual({ key: "wrong.size", word: "huge" });
  expect(wrongIn("frames", "2.5", known)?.key).toBe("wrong.frames");
  expect(wrongIn("cast", "MARA, NOBODY", known)).toEqual({ key: "wrong.cast", word: "NOBODY" });
  expect(wrongIn("camera", "", known)).toBeNull();
});

const given = row({
  id: "s1",
  shot,
  task: {
    assignees: [{ id: "o", name: "Ole", left: true, me: false }],
    due: "2026-12-24",
    priority: "high",
    status,
    version: 3,
  },
});

test("work is said by names, days and words as spreadsheets have them", () => {
  expect(editsFor(given, "assignees", "ida, Ole", known)).toEqual([{ shot: "s1", version: 3, assignees: ["i", "o"] }]);
  expect(editsFor(given, "due", "6.1.2027", known)).toEqual([{ shot: "s1", version: 3, due: "2027-01-06" }]);
  expect(editsFor(given, "priority", "Urgent", known)).toEqual([{ shot: "s1", version: 3, priority: "urgent" }]);
  expect(editsFor(given, "status", "to do", known)).toEqual([{ shot: "s1", version: 3, status: "t" }]);
  expect(editsFor(given, "assignees", "", known)).toEqual([{ shot: "s1", version: 3, assignees: [] }]);
});

test("work that is said already makes no edit, and what is said comes back as it was copied", () => {
  for (const field of ["assignees", "due", "priority", "status"] as const)
    expect(editsFor(given, field, textOf(given, field), known)).toEqual([]);
});

test("who is unknown, what is no day and a status that is no more are named", () => {
  expect(wrongIn("assignees", "Ida, Nobody", known)).toEqual({ key: "wrong.assignees", word: "Nobody" });
  expect(wrongIn("due", "30.2.2027", known)?.key).toBe("wrong.due");
  expect(wrongIn("status", "old", known)?.key).toBe("wrong.status");
  expect(wrongIn("priority", "very", known)?.key).toBe("wrong.priority");
});
