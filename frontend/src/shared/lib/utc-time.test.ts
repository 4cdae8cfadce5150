import { expect, test } from "vitest";
import { utcTime } from "./utc-time";

/** A time as a field of the viewer's zone has it. */
const local = (time: string) => {
  const at = new Date(time);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, -1);
};

test("a time is written as precisely as its field shows it", () => {
  expect(utcTime(local("2026-01-31T12:05:00Z").slice(0, 16), "minute")).toBe("2026-01-31T12:05Z");
  expect(utcTime(local("2026-01-31T12:05:07Z").slice(0, 19), "second")).toBe("2026-01-31T12:05:07Z");
  expect(utcTime(local("2026-01-31T12:05:00Z").slice(0, 16), "second")).toBe("2026-01-31T12:05:00Z");
});

test("what is written so can be read back", () => {
  expect(Date.parse(utcTime("2026-07-31T12:05", "minute"))).toBe(Date.parse("2026-07-31T12:05"));
});
