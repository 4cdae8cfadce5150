import { expect, test } from "vitest";
import { read, written } from "./tsv";

test("what is written is read back, with tabs, breaks and quotes in cells", () => {
  const table = [["SC010_0010", 'She says "no".\nThen goes.', ""], ["a\tb", "", "wide"]]; // prettier-ignore
  expect(read(written(table))).toEqual(table);
});

test("a line break at the end, as spreadsheets write it, makes no row", () => {
  expect(read("wide\tstatic\r\nfull\tpov\r\n")).toEqual([["wide", "static"], ["full", "pov"]]); // prettier-ignore
});

test("an empty cell in the middle and at the end is one", () => {
  expect(read("a\t\tb\nc\t\t")).toEqual([["a", "", "b"], ["c", "", ""]]); // prettier-ignore
});

test("a quote that a text begins with and does not end is a quote", () => {
  expect(read('"Ahoy" she says\tx')).toEqual([['"Ahoy" she says', "x"]]);
});
