/** Which parts a take has, and whether a verdict leaves some of them out. */
import { expect, test } from "vitest";
import { coversPart, heldParts, partsOf, type TakePort } from "./ports";

const port = (name: string, content: string | null, given: Partial<TakePort> = {}): TakePort => ({
  port: name,
  content,
  state: "made",
  change: null,
  approved_by: null,
  approved_at: null,
  event: null,
  position: null,
  ...given,
});

test("ports that hold the same are one part, and a take of one part says nothing of parts", () => {
  const still = [port("master", "a"), port("poster", "a")];
  expect(heldParts(still).map(({ ports }) => ports)).toEqual([["master", "poster"]]);
  expect(coversPart(still, ["master", "poster"])).toBe(false);
});

test("what the take would have anew is told of, and nobody judges it", () => {
  const ports = [port("master", "a", { change: "same" }), port("captions", null, { change: "new" })];
  expect(partsOf(ports).map(({ change }) => change)).toEqual(["same", "new"]);
  expect(heldParts(ports)).toHaveLength(1);
});

test("a verdict that is about the captions alone says so", () => {
  const approved = { state: "approved", approved_by: { id: "1", name: "Ida" } } as const;
  const ports = [port("master", "a", approved), port("captions", "b")];
  expect(heldParts(ports)[0]?.approvedBy).toBe("Ida");
  expect(coversPart(ports, ["captions"])).toBe(true);
  expect(coversPart(ports, ["master", "captions"])).toBe(false);
  expect(coversPart(ports, [])).toBe(false);
});
