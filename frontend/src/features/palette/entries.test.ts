/** The lists of the palette: their order, which commands they name, how keys move through them. */
import { expect, test } from "vitest";
import type { Command } from "../../shared/keys/registry";
import { commandGroups, hitGroups, moved, recentGroup } from "./entries";
import type { Hit } from "./hits";

const command = (label: string, group = "Page"): Command => ({ id: label, label, group, run: () => undefined });
const hit = (kind: Hit["kind"], id: string): Hit => ({
  kind,
  id,
  title: id,
  marks: [],
  text: "",
  text_marks: [],
  exact: true,
  number: null,
  position: null,
  shot: null,
  take: null,
  frame: null,
  picture: null,
});
const named = (groups: ReturnType<typeof commandGroups>) =>
  groups.map(({ name, entries }) => [name, entries.map(({ id }) => id)]);

test("things stand by kind, the kind of the surest first", () => {
  const groups = hitGroups("p", [hit("shot", "a"), hit("person", "b"), hit("shot", "c")], ["shot"]);
  expect(named(groups)).toEqual([
    ["shot", ["shot.a..", "shot.c.."]],
    ["person", ["person.b.."]],
  ]);
  expect(groups.map(({ more }) => more)).toEqual([true, false]);
});

test("commands are found by the beginnings of their words, accents aside", () => {
  const commands = [command("Prévoir"), command("Costs", "Go to"), command("Undo what you did")];
  expect(named(commandGroups(commands, "Go to", "prev"))).toEqual([["commands", ["command.Prévoir"]]]);
  expect(named(commandGroups(commands, "Go to", "did undo"))).toEqual([["commands", ["command.Undo what you did"]]]);
  expect(named(commandGroups(commands, "Go to", "go co"))).toEqual([["go", ["command.Costs"]]]);
  expect(commandGroups(commands, "Go to", "osts")).toEqual([]);
});

test("all commands stand before anything is typed, and a few above what is found", () => {
  const many = Array.from({ length: 9 }, (_, nth) => command(`Do ${nth}`));
  expect(commandGroups(many, "Go to", "")[0]?.entries).toHaveLength(9);
  expect(commandGroups(many, "Go to", "do")[0]?.entries).toHaveLength(5);
});

test("keys go from the last to the first and back", () => {
  const [group] = recentGroup(["a", "b", "c"].map((href) => ({ kind: "shot", title: href, href })));
  const entries = group?.entries ?? [];
  const to = (id: string | null, by: number) => moved(entries, id, by)?.id;
  expect(to(null, 1)).toBe("recent.a");
  expect(to("recent.c", 1)).toBe("recent.a");
  expect(to("recent.a", -1)).toBe("recent.c");
  expect(moved([], null, 1)).toBeUndefined();
  expect(recentGroup([])).toEqual([]);
});
