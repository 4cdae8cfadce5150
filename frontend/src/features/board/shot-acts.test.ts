import { expect, test } from "vitest";
import type { GatheredEdit } from "../../shared/change-sets/calls";
import { addedBy, addition, moves, newShotId, NOTHING, removals } from "./shot-acts";

const edit = (thing: string, field: string, to: unknown, state = "ready") =>
  ({ thing, field, to, state }) as GatheredEdit;
const place = { scene: "s", after: "a" };

test("a new shot says what was said of it, and nothing else", () => {
  const said = { ...NOTHING, description: " Gulls. ", frames: "48" };
  expect(addition("n", place, said)).toEqual([
    { shot: "n", field: "added", value: { scene: "s", after: "a", description: "Gulls.", frames: 48 } },
  ]);
  expect(addition("n", place, NOTHING)[0]?.value).toEqual(place);
  expect(addition("n", place, { ...NOTHING, frames: "4.5" })).toEqual([]);
});

test("shots that move keep their order, one behind the other", () => {
  expect(moves(["b", "c"], place).map(({ shot, value }) => [shot, value])).toEqual([
    ["b", { scene: "s", after: "a" }],
    ["c", { scene: "s", after: "b" }],
  ]);
  expect(removals(["b"])).toEqual([{ shot: "b", field: "removed", value: true }]);
});

test("another shot can stand behind one that only the set has", () => {
  const gathered = [
    edit("n", "added", { scene: "s", description: "Gulls." }),
    edit("m", "added", { scene: "s" }, "done"),
    edit("a", "camera", "static"),
  ];
  expect(addedBy(gathered)).toEqual([{ id: "n", scene: "s", code: null, words: "Gulls." }]);
});

test("an id is a UUIDv7 of its time", () => {
  expect(newShotId(0x0123456789ab)).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newShotId()).not.toBe(newShotId());
});
