import { expect, test } from "vitest";
import { decibelsOf, momentOf } from "./numbers";

test("seconds are read with a comma too, and what is no time is refused", () => {
  expect(["0", "1.5", "1,5", " 2 "].map(momentOf)).toEqual([0, 1500, 1500, 2000]);
  expect(["", "x", "-1", "1.2345", "99999"].map(momentOf)).toEqual([null, null, null, null, null]);
});

test("decibels are given as the server reads them", () => {
  expect(["-12", "−6,5", "3"].map((text) => decibelsOf(text, 24))).toEqual(["-12", "-6.5", "3"]);
  expect(["", "loud", "25", "-61"].map((text) => decibelsOf(text, 24))).toEqual([null, null, null, null]);
  expect(decibelsOf("1", 0)).toBeNull();
});
