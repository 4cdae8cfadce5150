/** What an event makes old. */
import { expect, test } from "vitest";
import { keys, touched, touchedByAll } from "./query-keys";
import type { LiveEvent } from "./frames";

const event = (kind: string, id: string, type = `${kind}.changed`) => ({ entity: { kind, id }, type }) as LiveEvent;

test("a changed shot makes its own queries old, and no other shot's", () => {
  const found = touched("p", event("shot", "s1"));
  expect(found).toContainEqual(keys.shot("p", "s1"));
  expect(found).not.toContainEqual(["p", "p", "shot"]);
  expect(found).toContainEqual(keys.stages("p"));
});

test("a changed shot makes what stands in the way of change sets old, and an edit of one its own set alone", () => {
  expect(touched("p", event("shot", "s1"))).toContainEqual(["p", "p", "change-set"]);
  const found = touched("p", event("change_set", "c1", "change_set.edited"));
  expect(found).toContainEqual(keys.changeSet("p", "c1"));
  expect(found).toContainEqual(keys.changeSets("p"));
  expect(found).not.toContainEqual(["p", "p", "change-set"]);
});

test("what is said of a take makes others old, since they may hold the same", () => {
  expect(touched("p", event("take", "t1", "take.approved"))).toContainEqual(["p", "p", "take"]);
});

test("every event makes the feed old", () => {
  for (const kind of ["production", "script", "scene", "shot", "reference", "pipeline", "take", "order", "job"]) {
    expect(touched("p", event(kind, "x"))).toContainEqual(["p", "p", "events"]);
  }
});

test("another pipeline makes parameters and plans old, and no shot", () => {
  const found = touched("p", event("pipeline", "x"));
  expect(found).toContainEqual(keys.pipeline("p"));
  expect(found).toContainEqual(["p", "p", "parameters"]);
  expect(found).toContainEqual(["p", "p", "stages"]);
  expect(found).not.toContainEqual(["p", "p", "shots"]);
});

test("an entity that the page does not know makes the whole production old", () => {
  expect(touched("p", event("guest", "x"))).toEqual([keys.everythingOf("p")]);
});

test("no event makes the past old", () => {
  const kinds = ["production", "script", "scene", "shot", "reference", "pipeline", "take", "order", "job"];
  expect(
    touchedByAll(
      "p",
      kinds.map((kind) => event(kind, "x")),
    ).filter((key) => key[2] === "past"),
  ).toEqual([]);
});

test("many events name each key once", () => {
  const found = touchedByAll("p", [event("shot", "s1"), event("shot", "s2"), event("shot", "s1")]);
  expect(found.filter((key) => key[2] === "stages")).toHaveLength(1);
  expect(found.filter((key) => key[2] === "shot")).toHaveLength(2);
});
