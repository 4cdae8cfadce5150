/** Graphs of stages: what fits a port, edits, and where stages stand. */
import { expect, test } from "vitest";
import { differing, fitting, freeId, same, sourceOf, sourceText, withoutStage, withSources, withStage } from "./graph";
import type { Graph, Kind, Port } from "./graph";
import { columns, places } from "./layout";

const input = (name: string, type: string, need: Port["need"] = "one"): Port => ({ name, type, need });
const output = (name: string, type: string): Port => ({ name, type, need: null });
const kind = (name: string, inputs: Port[], outputs: Port[]): Kind => ({
  name,
  label: name,
  version: 1,
  device: "cpu",
  inputs,
  outputs,
  parameters: {},
});

const KEYFRAME = kind(
  "keyframe",
  [input("prompt", "prompt"), input("before", "image", "optional")],
  [output("keyframe", "image")],
);
const KINDS = [
  kind("prompt", [], [output("prompt", "prompt")]),
  KEYFRAME,
  kind("motion", [input("keyframe", "image")], [output("frames", "frames"), output("last_frame", "image")]),
];
const stage = (id: string, inputs: Record<string, string[]>, of = id) => ({
  id,
  kind: of,
  label: "",
  when: "",
  inputs,
});
const FILM: Graph = {
  nodes: [
    stage("motion", { keyframe: ["keyframe.keyframe"] }),
    stage("prompt", {}),
    stage("keyframe", { prompt: ["prompt.prompt"], before: ["continues:motion.last_frame"] }),
  ],
  outputs: { master: "motion.frames" },
};

test("sources are read as they are written", () => {
  expect(sourceOf("motion.frames")).toEqual({ continues: false, stage: "motion", port: "frames" });
  const continued = { continues: true, stage: "motion", port: "last_frame" };
  expect(sourceOf(sourceText(continued))).toEqual(continued);
  expect(sourceOf("motion")).toBeNull();
  expect(sourceOf("production:voice.audio")).toBeNull();
});

test("a port is offered what is of its type, and what closes no circle", () => {
  const before = fitting(FILM, KINDS, "keyframe", input("before", "image")).map(sourceText);
  expect(before).toEqual(["continues:motion.last_frame", "continues:keyframe.keyframe"]);
  expect(fitting(FILM, KINDS, "motion", input("keyframe", "image")).map(sourceText)).toContain("keyframe.keyframe");
  expect(fitting(FILM, KINDS, "motion", input("x", "audio"))).toEqual([]);
});

test("a new stage has an id of its own and is fed by what fits", () => {
  const [graph, id] = withStage(FILM, KINDS, KEYFRAME);
  expect(id).toBe("keyframe_2");
  expect(graph.nodes.at(-1)?.inputs).toEqual({ prompt: ["prompt.prompt"] });
  expect(freeId(graph, "keyframe")).toBe("keyframe_3");
  expect(freeId({ nodes: [stage("a".repeat(40), {})], outputs: {} }, "a".repeat(40)).length).toBeLessThanOrEqual(40);
});

test("who takes a stage out takes out what it fed", () => {
  const graph = withoutStage(FILM, "motion");
  expect(graph.nodes.map(({ id }) => id)).toEqual(["prompt", "keyframe"]);
  expect(graph.nodes[1]?.inputs).toEqual({ prompt: ["prompt.prompt"] });
  expect(graph.outputs).toEqual({});
});

test("a port without a source is not kept, and the same graph in another order is the same", () => {
  const unfed = withSources(FILM, "keyframe", "before", []);
  expect(unfed.nodes[2]?.inputs).toEqual({ prompt: ["prompt.prompt"] });
  expect(differing(FILM, unfed)).toEqual(["keyframe"]);
  expect(same(FILM, withSources(unfed, "keyframe", "before", ["continues:motion.last_frame"]))).toBe(true);
  const turned = stage("keyframe", { before: ["continues:motion.last_frame"], prompt: ["prompt.prompt"] });
  expect(same(FILM, { ...FILM, nodes: [...FILM.nodes.slice(0, 2), turned] })).toBe(true);
});

test("stages stand in columns by what lies behind them, whatever their order", () => {
  expect(Object.fromEntries(columns(FILM))).toEqual({ prompt: 0, keyframe: 1, motion: 2 });
  const twins = { nodes: [stage("prompt", {}), stage("other", {}, "prompt")], outputs: {} };
  const [first, second] = [...places(twins, KINDS).values()];
  expect(second?.x).toBe(first?.x);
  expect(second?.y).toBeGreaterThan(first?.y ?? 0);
});

test("a circle is laid out all the same", () => {
  const circle = { nodes: [stage("one", { in: ["two.out"] }), stage("two", { in: ["one.out"] })], outputs: {} };
  expect(columns(circle).size).toBe(2);
});
