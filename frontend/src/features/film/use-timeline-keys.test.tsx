/** Keys of the timeline as they come from a keyboard. */
import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { press, useCommands } from "../../shared/keys/registry";
import { useTimelineKeys } from "./use-timeline-keys";
import "./timeline-words";

let ran: string[] = [];
const note = (name: string) => () => void ran.push(name);

const keysOf = (enabled: boolean, undoes = true) => {
  const undo = { id: "own.undo", label: "Undo", group: "g", enabled: undoes, run: note("undo") };
  useCommands.setState({ commands: { "own.undo": undo } });
  renderHook(() =>
    useTimelineKeys({
      enabled,
      onEdge: note("edge"),
      onMode: note("mode"),
      onTrim: note("trim"),
      onShift: note("shift"),
      onStep: note("step"),
      onDrop: note("drop"),
      onZoom: note("zoom"),
      onAll: note("all"),
    }),
  );
};

/** Whether a key was taken from the browser. */
const hit = (key: string, init: KeyboardEventInit = {}, target: HTMLElement = document.body) => {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...init });
  Object.defineProperty(event, "target", { value: target });
  return press(event);
};

beforeEach(() => {
  ran = [];
});
afterEach(cleanup);

test("Ctrl Z takes back an edit, and in a field what was typed", () => {
  keysOf(true);
  expect(hit("z", { ctrlKey: true }, document.createElement("input"))).toBe(false);
  expect(hit("z", { ctrlKey: true })).toBe(true);
  expect(ran).toEqual(["undo"]);
});

test("keys of edits are the browser's for whoever only looks", () => {
  keysOf(false, false);
  expect(hit("ArrowLeft", { altKey: true })).toBe(false);
  expect(hit("z", { ctrlKey: true })).toBe(false);
  expect(hit("ArrowDown")).toBe(true);
  expect(ran).toEqual(["step"]);
});

test("a Delete that is held down leaves out one shot", () => {
  keysOf(true);
  hit("Delete");
  expect(hit("Delete", { repeat: true })).toBe(true);
  hit(",");
  hit(",", { repeat: true });
  expect(ran).toEqual(["drop", "trim", "trim"]);
});
