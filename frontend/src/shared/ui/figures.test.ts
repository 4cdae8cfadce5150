/** Figures as people read them. */
import { expect, test } from "vitest";
import { bytesText } from "./figures";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1 kB"],
  [1_500_000, "1.5 MB"],
  [12_345_678_901, "12.3 GB"],
  [5e15, "5000 TB"],
])("%d bytes are %s", (bytes, text) => expect(bytesText(bytes)).toBe(text));
