import { expect, test } from "vitest";
import { decoded } from "./decoded";
import { kindOf } from "./fountain-mode";
import { rebase } from "./rebase";

const fresh = { fresh: true, dialogue: false, boneyard: false, title: false };

test.each([
  ["EXT. HARBOUR - DAY", "heading"],
  ["int./ext. car - night", "heading"],
  [".A FORCED HEADING", "heading"],
  ["# One evening", "section"],
  ["= What happens", "synopsis"],
  ["CUT TO:", "transition"],
  ["> Fade slowly", "transition"],
  ["> THE END <", "centered"],
  ["MARA", "character"],
  ["MARA (O.S.) ^", "character"],
  ["@McKenna", "character"],
  ["INSERT - the briefcase.", "shot"],
  ["Mara waits.", "action"],
  ["!SHOUTED ACTION", "action"],
])("%s is a %s", (line, kind) => {
  expect(kindOf(line, fresh)).toBe(kind);
});

test("behind a name come words and how they are said", () => {
  const speaking = { ...fresh, fresh: false, dialogue: true };
  expect(kindOf("(whispering)", speaking)).toBe("parenthetical");
  expect(kindOf("INT. IS WHAT SHE SAID", speaking)).toBe("dialogue");
});

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
