import { describe, expect, it } from "vitest";
import { tablesOf, type ContactSheet } from "./layout";

/** A sheet whose cells are named after what they vary, in the order in which the server gives them. */
function sheet(seeds: number, axes: readonly (readonly string[])[], shots = ["A"]): ContactSheet {
  const [first = [""], second = [""]] = axes;
  const cells = shots.flatMap((shot) =>
    first.flatMap((one) =>
      second.flatMap((other) =>
        Array.from({ length: seeds }, (_, at) => ({ shot, code: `${one}${other}${at + 1}`, variation: at + 1 })),
      ),
    ),
  );
  return {
    seeds,
    axes: axes.map((values, at) => ({ parameter: `p${at}`, label: `P${at}`, values: [...values] })),
    cells,
  } as unknown as ContactSheet;
}

const names = (given: ContactSheet) =>
  tablesOf(given).map(({ rows }) => rows.map(({ cells }) => cells.map(({ code }) => code).join(" ")));

describe("a contact sheet", () => {
  it("has seeds alone across", () => {
    expect(names(sheet(3, []))).toEqual([["1 2 3"]]);
  });
  it("has one axis across and seeds down", () => {
    expect(names(sheet(2, [["a", "b", "c"]]))).toEqual([["a1 b1 c1", "a2 b2 c2"]]);
  });
  it("has the second axis across, the first and seeds down", () => {
    const given = sheet(2, [["a", "b"], ["x", "y"]]); // prettier-ignore
    expect(names(given)).toEqual([["ax1 ay1", "ax2 ay2", "bx1 by1", "bx2 by2"]]);
    expect(tablesOf(given)[0]?.rows.map(({ edge }) => [edge.value, edge.seed])).toEqual([
      ["a", 1],
      ["a", 2],
      ["b", 1],
      ["b", 2],
    ]);
  });
  it("has a table for each shot", () => {
    expect(tablesOf(sheet(1, [["a"]], ["A", "B"])).map(({ shot }) => shot)).toEqual(["A", "B"]);
  });
});
