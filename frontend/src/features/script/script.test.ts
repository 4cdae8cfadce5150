import { expect, test } from "vitest";
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
