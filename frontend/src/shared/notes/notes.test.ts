/** Notes name the members whom they mention. */
import { expect, test } from "vitest";
import { mentionedIn } from "./notes";

const members = ["Ann", "Annabel", "Ann Lee", "Bo (sound)", "José", ""].map((name) => ({ person: name, name }));

test("of names that begin alike the longest is meant, and a name ends where a word ends", () => {
  expect(mentionedIn("@Annabel, look", members)).toEqual(["Annabel"]);
  expect(mentionedIn("@ann: and @ANN LEE.", members)).toEqual(["Ann", "Ann Lee"]);
  expect(mentionedIn("@Annie @Joséphine Ann", members)).toEqual([]);
  expect(mentionedIn("@bo (sound) @josé", members)).toEqual(["Bo (sound)", "José"]);
  expect(mentionedIn("@Ann", [])).toEqual([]);
});
