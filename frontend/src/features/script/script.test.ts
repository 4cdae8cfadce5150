import { expect, test } from "vitest";
import { decoded } from "./decoded";
import { rebase } from "./rebase";

test("edits in different places come together", () => {
  const base = "one\ntwo\nthree\nfour\n";
  const { text, both } = rebase(base, base.replace("one", "ONE"), base.replace("four", "4\nfive"));
  expect(text).toBe("ONE\ntwo\nthree\n4\nfive\n");
  expect(both).toEqual([]);
});

test("edits of the same words keep both and are named", () => {
  const { text, both } = rebase("a\nthe fog waits\nb", "a\nthe fog sleeps\nb", "a\nthe fog hides\nb");
  expect(text).toContain("the fog");
  expect(both).toEqual([2]);
});

test("older files are read, and lines end alike", () => {
  expect(decoded(new Uint8Array([0x4d, 0xe9, 0x0d, 0x0a]).buffer)).toBe("Mé\n");
  expect(decoded(new Uint8Array([0xff, 0xfe, 0x41, 0x00]).buffer)).toBe("A");
});
