/** What a row of the price list may hold. */
import { expect, test } from "vitest";
import { isWhole, wrongWith, type Rate } from "./price-draft";

const rate = (said: Partial<Rate>): Rate => ({ device_class: "h100", since: "2026-01-01", hourly: "2.5", ...said });

test("a row says what is wrong with it", () => {
  expect(wrongWith(rate({}), [rate({})])).toBeNull();
  expect(wrongWith(rate({ device_class: "H 100" }), [])).toBe("device");
  expect(wrongWith(rate({ since: "" }), [])).toBe("since");
  expect(wrongWith(rate({ hourly: "-1" }), [])).toBe("hourly");
  expect(wrongWith(rate({}), [rate({}), rate({ hourly: "3" })])).toBe("twice");
});

test("a currency is three capital letters", () => {
  expect(isWhole({ currency: "EUR", rates: [rate({})] })).toBe(true);
  expect(isWhole({ currency: "euro", rates: [] })).toBe(false);
});
