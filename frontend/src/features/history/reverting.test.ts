import { expect, test } from "vitest";
import { byReason, byThing, type Reverted, type Standing } from "./reverting";

const change = (id: string, label: string, field: string) =>
  ({ entity: "shot", id, label, field, from: "a", to: null, undoes: null }) as Reverted;

test("changes stand under the thing that they are about", () => {
  const groups = byThing([
    change("1", "SC010_0010: camera", "camera"),
    change("2", "SC010_0020: camera", "camera"),
    change("1", "SC010_0010: lock of light", "lock:light"),
  ]);
  expect(groups.map(({ name, changes }) => [name, ...changes.map(({ label }) => label)])).toEqual([
    ["SC010_0010", "camera", "lock of light"],
    ["SC010_0020", "camera"],
  ]);
});

test("what stays is told once for each reason", () => {
  expect(byReason([{ reason: "Made." }, { reason: "Made." }, { reason: "Decided." }] as Standing[])).toEqual([
    { reason: "Made.", count: 2 },
    { reason: "Decided.", count: 1 },
  ]);
});
