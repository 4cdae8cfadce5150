import { expect, test } from "vitest";
import { groupsOf, rowsOf, sift, type Level, type Parameter } from "./levels";

const light = (more: Partial<Parameter>): Parameter => ({
  name: "light", label: "Light", help: "", kind: "choice", options: ["", "day", "night"], levels: ["production", "scene", "shot"],
  value: "", level: null, set_here: false, own: null, least: null, most: null, stage: null, unused: false, lock: null, cause: null, version: 1, ...more,
}); // prettier-ignore
const link = (level: Level, more: Partial<Parameter>) => ({ level, id: level, parameters: [light(more)] });

test("the level that gives the value is lit", () => {
  const [row] = rowsOf([
    link("production", { set_here: true, own: "day", value: "day", level: "production" }),
    link("scene", { value: "day", level: "production" }),
  ]);
  expect(row?.cells.map(({ source }) => source)).toEqual([true, false]);
  expect(row?.own).toBe(false);
});

test("an override knows what it would inherit", () => {
  const [row] = rowsOf([
    link("production", { value: "day", level: "production" }),
    link("scene", { set_here: true, own: "night", value: "night", level: "scene" }),
  ]);
  expect(row?.inherited).toEqual({ value: "day" });
  expect(row?.own).toBe(true);
});

test("a setting under a lock of another value is masked", () => {
  const lock = { level: "production" as const, value: "day", reason: "Keep it" };
  const [row] = rowsOf([
    link("production", { lock, value: "day", level: "production" }),
    link("shot", { lock, set_here: true, own: "night", value: "day", level: "production" }),
  ]);
  expect(row?.cells[1]).toMatchObject({ masked: true, locked: false });
  expect(row?.cells[0]).toMatchObject({ locked: true });
});

test("the search looks into values and the switch keeps what is set here", () => {
  const rows = rowsOf([link("production", { set_here: true, own: "night", value: "night", level: "production" })]);
  expect(sift(rows, "NIGHT", true)).toHaveLength(1);
  expect(sift(rows, "fog", false)).toHaveLength(0);
});

test("rows of one stage stand together, and those of a stage that is gone apart", () => {
  const stage = { id: "finish", label: "finish" };
  const parameters = [
    light({}),
    light({ name: "finish.fade_in", stage }),
    light({ name: "finish.fade_out", stage }),
    light({ name: "finish.zoom", stage, unused: true }),
  ];
  const groups = groupsOf(rowsOf([{ level: "production", id: "production", parameters }]));
  expect(groups.map(({ unused, rows }) => [unused, rows.map(({ here }) => here.name)])).toEqual([
    [false, ["light"]],
    [false, ["finish.fade_in", "finish.fade_out"]],
    [true, ["finish.zoom"]],
  ]);
  expect(groups[2]?.rows[0]?.settable).toBe(false);
  expect(sift(rowsOf([{ level: "production", id: "production", parameters }]), "finish", false)).toHaveLength(3);
});
