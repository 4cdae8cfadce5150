/** Conditions: read and written as the server reads them, and what can be asked of which input. */
import { expect, test } from "vitest";
import { asksOf, firstTerm, inputsOf, isWhole, termsOf, textOf } from "./conditions";

const SAID = [
  "speaks",
  "not continues",
  "parameter:language != en",
  "camera = push in",
  "speaks and scene.setting = EXT or continues",
  "cast:0190-ab or not speaks and frames = 24",
];

test.each(SAID)("%s is written as it is read", (text) => {
  const terms = termsOf(text);
  expect(terms).not.toBeNull();
  expect(textOf(terms ?? [])).toBe(text);
});

test("an empty condition has no terms", () => {
  expect(termsOf("  ")).toEqual([]);
  expect(textOf([])).toBe("");
});

test.each(["not", "speaks or", "or speaks", "not a = b", "= 3", "frames >", "speaks and ", "camera ="])(
  "%s is no condition",
  (text) => expect(isWhole(text)).toBe(false),
);

test("a value that is still to come leaves the terms to be chosen", () => {
  expect(termsOf("speaks and camera = ")?.map(({ key }) => key)).toEqual(["speaks", "camera"]);
  expect(textOf(termsOf("camera = push ") ?? [])).toBe("camera = push ");
  expect(termsOf("camera push")).toBeNull();
});

test("of an input is asked what it can answer", () => {
  const flag = { key: "parameter:burn_in", label: "", options: ["true", "false"] };
  expect(asksOf(flag, "something")).toEqual(["something", "nothing"]);
  expect(asksOf(flag, "equal")).toEqual(["something", "nothing", "equal"]);
  expect(asksOf({ key: "size", label: "", options: ["wide"] }, "other")).toHaveLength(4);
});

test("or begins another alternative", () => {
  expect(termsOf("speaks and continues or size = wide")?.map(({ or }) => or)).toEqual([false, false, true]);
});

test("an input that is compared begins with the first value that it can have", () => {
  expect(firstTerm({ key: "speaks", label: "", options: [] }, true)).toMatchObject({ asks: "something", or: true });
  expect(firstTerm({ key: "parameter:burn_in", label: "", options: ["true", "false"] }, false).asks).toBe("something");
  expect(textOf([firstTerm({ key: "size", label: "", options: ["wide", "full"] }, false)])).toBe("size = wide");
  expect(isWhole(textOf([firstTerm({ key: "scene.place", label: "", options: [] }, false)]))).toBe(false);
});

test("parameters of the stages of the graph can be asked about", () => {
  const parameter = {
    label: "Fade in",
    help: "",
    kind: "integer" as const,
    default: "0",
    options: [],
    least: null,
    most: null,
  };
  const kind = {
    name: "finish",
    label: "",
    version: 1,
    device: "cpu",
    inputs: [],
    outputs: [],
    parameters: { fade_in: parameter },
  };
  const graph = { nodes: [{ id: "last", kind: "finish", label: "", when: "", inputs: {} }], outputs: {} };
  expect(inputsOf([], graph, [kind])).toEqual([{ key: "parameter:last.fade_in", label: "last: Fade in", options: [] }]);
});
