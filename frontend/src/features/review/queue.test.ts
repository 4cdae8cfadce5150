import { expect, it } from "vitest";
import { following, waiting } from "./queue";

const said = (type: string, id: string) => ({ type: `take.${type}`, entity: { kind: "take", id }, actor: { id: "p", name: "Ada" }, recorded_at: "2026-01-01T00:00:00Z" });
const names = (...events: Parameters<typeof waiting>[0][number][]) => waiting(events).map(({ take }) => take);

it("holds the takes whose last word is that they were submitted, the longest waiting first", () => {
  expect(names(said("submitted", "one"), said("submitted", "two"), said("approved", "one"))).toEqual(["two"]);
  expect(names(said("submitted", "one"), said("changes_requested", "one"), said("submitted", "two"), said("submitted", "one"))).toEqual(["two", "one"]);
  expect(names(said("submitted", "one"), said("approved", "one"), said("approval_withdrawn", "one"))).toEqual([]);
});

it("goes on to the one behind, and from the last to the first", () => {
  const queue = waiting(["one", "two", "three"].map((id) => said("submitted", id)));
  expect(following(queue, "one")).toBe("two");
  expect(following(queue, "three")).toBe("one");
  expect(following(queue.slice(0, 1), "one")).toBeUndefined();
});
