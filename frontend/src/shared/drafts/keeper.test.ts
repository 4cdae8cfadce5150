/** Unsaved texts: what comes back in place, what is offered, what makes room, and what nobody else sees. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Keeper } from "./keeper";
import { MOST } from "./shelf";

const SHOT = { person: "mara", production: "ferry", thing: "shot/7" };
const text = (value: unknown) => ({ value, base: 3, title: "SC010_0010", address: "/p/ferry/shots/7" });
let clock = 1000;
const page = (name: string) => new Keeper(localStorage, name, () => clock);

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  clock = 1000;
});
afterEach(() => vi.useRealTimers());

test("within a page a text comes back by itself, and is on the shelf a moment later", () => {
  const keeper = page("one");
  keeper.write(SHOT, text("Fog"));
  expect(keeper.read(SHOT)).toMatchObject({ value: "Fog", base: 3, earlier: false });
  expect(page("two").read(SHOT)).toBeNull();
  vi.runAllTimers();
  expect(page("two").read(SHOT)).toMatchObject({ value: "Fog", at: 1000, earlier: true });
});

test("what an earlier page left is taken up by writing on, and kept once", () => {
  const before = page("one");
  before.write(SHOT, text("Fog"));
  before.flush();
  const keeper = page("two");
  keeper.read(SHOT);
  keeper.write(SHOT, text("Fog, thicker"));
  keeper.flush();
  expect(localStorage.length).toBe(1);
  expect(keeper.read(SHOT)).toMatchObject({ value: "Fog, thicker", earlier: false });
});

test("two tabs never write over each other, and discarding one text brings up the other", () => {
  const [left, right] = [page("left"), page("right")];
  left.write(SHOT, text("Left"));
  clock = 2000;
  right.write(SHOT, text("Right"));
  left.flush();
  right.flush();
  const after = page("after");
  expect(after.read(SHOT)?.value).toBe("Right");
  after.drop(SHOT);
  expect(after.read(SHOT)?.value).toBe("Left");
  after.drop(SHOT);
  expect(after.read(SHOT)).toBeNull();
  expect(localStorage.length).toBe(0);
});

test("a text that another tab takes up stays with the tab that wrote it", () => {
  const [left, right] = [page("left"), page("right")];
  left.write(SHOT, text("Left"));
  left.flush();
  right.read(SHOT);
  clock = 2000;
  right.write(SHOT, text("Left, and right"));
  right.flush();
  left.leave();
  const after = page("after");
  expect(after.read(SHOT)?.value).toBe("Left, and right");
  after.drop(SHOT);
  expect(after.read(SHOT)?.value).toBe("Left");
});

test("saving forgets the text, also one that was not put away yet", () => {
  const keeper = page("one");
  keeper.write(SHOT, text("Fog"));
  keeper.drop(SHOT);
  vi.runAllTimers();
  expect(keeper.read(SHOT)).toBeNull();
  expect(keeper.holds).toBe(false);
  expect(localStorage.length).toBe(0);
});

test("whoever signs in finds nothing of another person", () => {
  const keeper = page("one");
  keeper.write(SHOT, text("Fog"));
  keeper.flush();
  keeper.write({ ...SHOT, thing: "shot/8" }, text("Rain"));
  keeper.only("ivo");
  vi.runAllTimers();
  expect(keeper.read(SHOT)).toBeNull();
  expect(localStorage.length).toBe(0);
  keeper.write({ ...SHOT, person: "ivo" }, text("Tea"));
  keeper.flush();
  keeper.only("ivo");
  expect(keeper.all("ivo").map(({ value }) => value)).toEqual(["Tea"]);
});

test("the oldest texts make room, by number, size and age", () => {
  const keeper = page("one");
  const write = (thing: string, value: string) => {
    clock += 1;
    keeper.write({ ...SHOT, thing }, text(value));
    keeper.flush();
  };
  for (let each = 0; each <= MOST.texts; each += 1) write(`shot/${each}`, "Fog");
  expect(localStorage.length).toBe(MOST.texts);
  expect(page("two").read({ ...SHOT, thing: "shot/0" })).toBeNull();
  write("script", "x".repeat(MOST.characters - 1000));
  expect(page("two").read({ ...SHOT, thing: "script" })).not.toBeNull();
  expect(localStorage.length).toBeLessThan(MOST.texts);
  clock += MOST.age + 1;
  expect(page("two").read({ ...SHOT, thing: "script" })).toBeNull();
});

test("a text that finds no room stays in the page, which says that it is at risk, and pushes nothing out", () => {
  const keeper = page("one");
  keeper.write({ ...SHOT, thing: "shot/8" }, text("Rain"));
  expect(keeper.atRisk).toBe(false);
  keeper.write(SHOT, text("x".repeat(MOST.characters)));
  expect(keeper.atRisk).toBe(true);
  expect(keeper.read(SHOT)?.value).toHaveLength(MOST.characters);
  expect(page("two").read({ ...SHOT, thing: "shot/8" })?.value).toBe("Rain");
  keeper.drop(SHOT);
  expect(keeper.atRisk).toBe(false);
});

test("what is broken in the storage is as good as not there", () => {
  localStorage.setItem("continuity.draft mara ferry shot%2F7 old", "{");
  expect(page("one").read(SHOT)).toBeNull();
});
