import { expect, test } from "vitest";
import { led, linesOf, PLAIN, sifted } from "./sheet-lines";
import type { Appearance } from "./sheet-queries";

const shot = (name: string, scene: string, looks: string[] = []) =>
  ({ shot: name, scene, looks }) as unknown as Appearance;
const scene = (id: string) => ({ id, code: id, number: "", heading: "" });
const names = (found: Appearance[]) => found.map((each) => each.shot).join("");
const FILM = [shot("a", "1"), shot("b", "1", ["wet"]), shot("c", "1"), shot("d", "2", ["wet", "torn"])];

const lines = linesOf(FILM, [scene("1"), scene("2"), scene("3")], 2);

test("each scene with shots has a heading, and as many shots in a line as there is room for", () => {
  expect(
    lines.map((line) =>
      line.kind === "scene" ? `${line.scene.id} ${line.count}` : line.shots.map((each) => each.shot),
    ),
  ).toEqual(["1 3", ["a", "b"], ["c"], "2 1", ["d"]]);
});

test("shots are those of a scene, of a look, or of none", () => {
  expect(names(sifted(FILM, {}))).toBe("abcd");
  expect(names(sifted(FILM, { scene: "2" }))).toBe("d");
  expect(names(sifted(FILM, { worn: "wet" }))).toBe("bd");
  expect(names(sifted(FILM, { worn: PLAIN }))).toBe("ac");
});

test("keys lead along the film, and down in the column as far as there is one", () => {
  expect(led(lines, null, "ArrowDown")).toBe("a");
  expect(led(lines, "b", "ArrowRight")).toBe("c");
  expect(led(lines, "b", "ArrowDown")).toBe("c");
  expect(led(lines, "a", "ArrowDown")).toBe("c");
  expect(led(lines, "d", "ArrowUp")).toBe("c");
  expect(led(lines, "a", "ArrowUp")).toBe("a");
  expect(led(lines, "a", "End")).toBe("d");
  expect(led(lines, "d", "Home")).toBe("a");
  expect(led(lines, "a", "x")).toBeUndefined();
  expect(led([], null, "ArrowDown")).toBeUndefined();
});
