import { expect, test } from "vitest";
import { cardHeight, columnsIn, gridItems, wallItems } from "./items";
import { updates } from "./pending";
import { row } from "./row-for-tests";
import { between, readSelection, written } from "./selection";

const codes = ["A1", "A2", "A3", "A4", "B1"];
const rows = [row({ code: "SC010_0010" }), row({ code: "SC010_0020" }), row({ code: "SC020_0010" })];

test("a selection is written as runs in film order and read back", () => {
  const chosen = new Set(["A3", "A1", "A2", "B1"]);
  expect(written(codes, chosen)).toBe("A1..A3,B1");
  expect(readSelection(codes, "A1..A3,B1,gone,A9..A4")).toEqual(chosen);
});

test("a range goes both ways", () => {
  expect(between(codes, "A4", "A2")).toEqual(["A2", "A3", "A4"]);
  expect(between(codes, "gone", "A2")).toEqual(["A2"]);
});

test("updates count what came, went and moved, each once", () => {
  expect(updates(["1", "2", "3"], ["1", "2", "3"])).toBe(0);
  expect(updates(["1", "2", "3"], ["1", "3", "4"])).toBe(2);
  expect(updates(["1", "2", "3", "4"], ["4", "1", "2", "3"])).toBe(1);
});

test("the grid has a heading per scene, the wall lines of cards", () => {
  expect(gridItems(rows, "scene").map((item) => item.kind)).toEqual(["group", "row", "row", "group", "row"]);
  expect(wallItems(rows, "scene", 2).map((item) => item.kind)).toEqual(["group", "cards", "group", "cards"]);
  expect(columnsIn(10, 3)).toBe(1);
  expect(cardHeight(416, 2)).toBe(165);
});
