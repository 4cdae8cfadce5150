/** Key presses as they come from a keyboard. */
import { act, renderHook } from "@testing-library/react";
import { setInteractionModality, useFocusVisible } from "react-aria/useFocusVisible";
import { beforeEach, expect, test } from "vitest";
import { press, setSingleKeys, useCommands, type Command } from "./registry";

let ran: string[] = [];
const offer = (id: string, keys: string, more: Partial<Command> = {}) =>
  useCommands.setState(({ commands }) => ({
    commands: { ...commands, [id]: { id, keys, label: id, group: "g", run: () => ran.push(id), ...more } },
  }));
const hit = (key: string, init: KeyboardEventInit = {}, target: HTMLElement = document.body) => {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...init });
  Object.defineProperty(event, "target", { value: target });
  return press(event);
};

beforeEach(() => {
  ran = [];
  setSingleKeys(true);
  useCommands.setState({ commands: {} });
});

test("a key, a combination and a sequence each find their command", () => {
  offer("run", "r");
  offer("palette", "mod+k");
  offer("board", "g b");
  hit("r");
  hit("k", { ctrlKey: true });
  hit("g");
  hit("b");
  expect(ran).toEqual(["run", "palette", "board"]);
});

test("letters typed into a field mean nothing else, combinations still do", () => {
  offer("run", "r");
  offer("palette", "mod+k");
  const field = document.createElement("input");
  expect(hit("r", {}, field)).toBe(false);
  offer("undo", "mod+z", { inFields: false });
  hit("k", { metaKey: true }, field);
  expect(hit("z", { metaKey: true }, field)).toBe(false);
  expect(ran).toEqual(["palette"]);
});

test("letters typed into a search field mean nothing else where its list hears them too", () => {
  offer("run", "r");
  const field = document.body.appendChild(document.createElement("input"));
  field.focus();
  expect(hit("r", {}, document.createElement("li"))).toBe(false);
  field.remove();
});

test("the keys that move a slider mean nothing else on it, all others do", () => {
  const moves = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];
  for (const key of [...moves, "Space"]) offer(key, key.toLowerCase());
  offer("ten", "shift+arrowleft");
  offer("all", "mod+arrowleft");
  offer("run", "r");
  const slider = document.createElement("input");
  slider.type = "range";
  for (const key of moves) expect(hit(key, {}, slider)).toBe(false);
  expect(hit("ArrowLeft", { shiftKey: true }, slider)).toBe(false);
  hit("ArrowLeft", { ctrlKey: true }, slider);
  hit("r", {}, slider);
  hit(" ", {}, slider);
  expect(ran).toEqual(["all", "run", "Space"]);
  expect(hit("Home")).toBe(true);
});

test("single keys can be switched off", () => {
  offer("run", "r");
  offer("palette", "mod+k");
  setSingleKeys(false);
  hit("r");
  hit("k", { ctrlKey: true });
  expect(ran).toEqual(["palette"]);
});

test("what is printed with shift is named by what is printed", () => {
  offer("help", "?");
  hit("?", { shiftKey: true });
  expect(ran).toEqual(["help"]);
});

test("a command that is off takes its key and does nothing", () => {
  offer("run", "r", { enabled: false });
  expect(hit("r")).toBe(true);
  expect(ran).toEqual([]);
});

test("a command by keys is an act of the keyboard, also with mod, so that the focus goes into what it opens", () => {
  const { result } = renderHook(() => useFocusVisible().isFocusVisible);
  act(() => setInteractionModality("pointer"));
  expect(result.current).toBe(false);
  offer("add", "mod+shift+enter");
  act(() => void hit("Enter", { ctrlKey: true, shiftKey: true }));
  expect(result.current).toBe(true);
});
