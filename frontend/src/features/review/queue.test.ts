import { expect, it } from "vitest";
import { following } from "./queue";

it("goes on to the one behind, and from the last to the first", () => {
  const queue = ["one", "two", "three"].map((id) => ({ id }));
  expect(following(queue, "one")).toBe("two");
  expect(following(queue, "three")).toBe("one");
  expect(following(queue.slice(0, 1), "one")).toBeUndefined();
});
