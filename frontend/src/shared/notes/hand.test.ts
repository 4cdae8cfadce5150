import { expect, test } from "vitest";
import { Hand } from "./hand";

const mouse = { pointerId: 1, pointerType: "mouse" };
const pen = { pointerId: 2, pointerType: "pen" };
const finger = { pointerId: 3, pointerType: "touch" };
const thumb = { pointerId: 4, pointerType: "touch" };

test("each kind of pointer draws, and what it began ends with it", () => {
  for (const each of [mouse, pen, finger]) {
    const hand = new Hand();
    expect(hand.down(each)).toBe("begins");
    expect(hand.draws(each)).toBe(true);
    expect(hand.up(each)).toBe(true);
    expect(hand.draws(each)).toBe(false);
  }
});

test("two fingers draw nothing until both are gone", () => {
  const hand = new Hand();
  expect([hand.down(finger), hand.down(thumb)]).toEqual(["begins", "drops"]);
  expect([hand.draws(finger), hand.draws(thumb)]).toEqual([false, false]);
  expect(hand.up(finger)).toBe(false);
  expect(hand.down(finger)).toBe("rests");
  expect([hand.up(finger), hand.up(thumb)]).toEqual([false, false]);
  expect(hand.down(finger)).toBe("begins");
});

test("a hand that rests beside its pen draws nothing, before, while and after the pen draws", () => {
  const hand = new Hand();
  expect([hand.down(finger), hand.down(pen)]).toEqual(["begins", "begins"]);
  expect([hand.draws(finger), hand.draws(pen)]).toEqual([false, true]);
  expect(hand.down(thumb)).toBe("rests");
  expect([hand.up(finger), hand.up(pen), hand.up(thumb)]).toEqual([false, true, false]);
  expect(hand.down(finger)).toBe("rests");
});

test("another pointer takes no shape from the one that draws", () => {
  const hand = new Hand();
  hand.down(mouse);
  expect(hand.down(finger)).toBe("rests");
  expect([hand.draws(mouse), hand.up(finger), hand.up(mouse)]).toEqual([true, false, true]);
});

test("a pointer whose end was never heard begins anew", () => {
  const hand = new Hand();
  hand.down(mouse);
  expect(hand.down(mouse)).toBe("begins");
});
