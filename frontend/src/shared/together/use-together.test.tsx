/** Who leads leads on after a break, and what was wiped stays wiped. */
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Frame, TogetherFrame } from "../live/frames";
import type { Line } from "../live/line";
import { useTogether } from "./use-together";

const SHAPE = { tool: "pen" as const, points: [[1, 2]], colour: "red" as const, width: 700, text: "" };

const frame = (you: string, leader: string | null, turn: number, drawing?: []): TogetherFrame => ({
  kind: "together",
  playlist: "list",
  you,
  leader,
  turn,
  people: [],
  shown: null,
  age: 0,
  pointer: null,
  ...(drawing ? { drawing } : {}),
});

function together() {
  const told: { do: string }[] = [];
  const line: Line = { say: (message) => void told.push(message as { do: string }), heard: new Set() };
  const asked = {
    line,
    playlist: "list",
    clips: [],
    rate: { numerator: 24, denominator: 1 },
    player: { current: null },
  };
  const { result } = renderHook(() => useTogether(asked));
  const hear = (frame: Frame) => act(() => line.heard.forEach((each) => each(frame)));
  act(() => result.current.join());
  return { result, hear, said: () => told.splice(0).map((each) => each.do) };
}

const hello: Frame = { kind: "hello", position: 0 };

test.each([
  ["nobody leads since", null, true],
  ["their old socket is still thought to lead", "one", true],
  ["somebody else has the lead", "other", false],
])("who led comes back and %s", (_, leader, leads) => {
  const { hear, said } = together();
  hear(frame("one", "one", 1));
  said();
  hear(hello);
  hear(frame("two", leader, 2));
  expect(said().includes("lead")).toBe(leads);
});

test("who followed takes no lead by coming back", () => {
  const { hear, said } = together();
  hear(frame("one", "other", 1));
  hear(hello);
  hear(frame("two", null, 2));
  expect(said()).not.toContain("lead");
});

test("a drawing is gone with the turn in which it was drawn", () => {
  const { result, hear } = together();
  hear(frame("one", "one", 1));
  act(() => result.current.draw([SHAPE]));
  expect(result.current.drawing).toEqual([SHAPE]);
  hear(frame("one", "other", 2, []));
  hear(frame("one", "one", 3, []));
  expect(result.current.drawing).toEqual([]);
});

test("who finds no place is told so until there is one", () => {
  const { result, hear } = together();
  hear({ kind: "together-full" });
  expect(result.current.full).toBe(true);
  hear(frame("one", null, 0));
  expect(result.current.full).toBe(false);
});
