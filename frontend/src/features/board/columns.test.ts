import { expect, test } from "vitest";
import { ordered } from "./columns";
import { read } from "./kept";

const all = ["description", "size", "prompt", "picture"].map((key) => ({ key }));
const keysOf = (order: string[]) => ordered(all, order).map(({ key }) => key);

test("columns stand as somebody put them, and what is new behind what it follows by itself", () => {
  expect(keysOf([])).toEqual(["description", "size", "prompt", "picture"]);
  expect(keysOf(["picture", "size", "description"])).toEqual(["picture", "size", "prompt", "description"]);
  expect(keysOf(["gone", "size"])).toEqual(["description", "size", "prompt", "picture"]);
});

test("what a browser keeps is read, and nonsense is as usual", () => {
  expect(read('{"hidden":["size"],"order":[7,"prompt"]}')).toEqual({ hidden: ["size"], order: ["prompt"] });
  for (const kept of [null, "{", '"x"', '{"hidden":3}']) expect(read(kept)).toEqual({ hidden: null, order: [] });
});
