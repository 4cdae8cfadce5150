import { expect, test } from "vitest";
import type { Shot } from "../../shared/api/shots";
import { knownOf } from "./fields";
import { pasted } from "./pasting";
import { row } from "./row-for-tests";

const nobody = knownOf(new Map(), undefined);
const own = { description: null, size: null, camera: null, frames: null };
const shot = { description: "", size: "medium", camera: "static", frames: 48, own, cast: [] } as unknown as Shot;
const rows = ["SC010_0010", "SC010_0020"].map((code) => row({ code, shot: { ...shot, id: code } }));
const said = (table: string[][], where: Parameters<typeof pasted>[1]) => {
  const { changes, left } = pasted(table, where, rows, nobody);
  return [changes.map((each) => [each.row.code, each.field, each.said]), left.map(({ key }) => key)];
};

test("cells fill down and to the right from where one stands", () => {
  const where = { row: "SC010_0010", fields: ["size", "camera"] as const };
  expect(said([["wide", "pov"], ["full", "static"]], where)).toEqual([
    [["SC010_0010", "size", "wide"], ["SC010_0020", "size", "full"]],
    ["wrong.camera"],
  ]); // prettier-ignore
});

test("what hangs over at the end and at the side is said", () => {
  const where = { row: "SC010_0020", fields: ["camera"] as const };
  expect(said([["push-in", "x"], ["pan-left"]], where)).toEqual([
    [["SC010_0020", "camera", "push-in"]],
    ["paste.below", "paste.beside"],
  ]);
});

test("on the codes rows are found by them, in any order", () => {
  const where = { row: null, fields: ["frames"] as const };
  expect(said([["sc010_0020", "72"], ["SC990_0010", "24"]], where)).toEqual([
    [["SC010_0020", "frames", "72"]],
    ["paste.no-shot"],
  ]); // prettier-ignore
});
