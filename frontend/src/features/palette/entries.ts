/** What the palette lists: things, pages and commands, in groups, each with what choosing it does. */
import type { Command } from "../../shared/keys/registry";
import { addressOf, type Hit, type Kind } from "./hits";
import type { Recent } from "./recent";

export type Entry =
  | { is: "hit"; id: string; hit: Hit; href: string }
  | { is: "recent"; id: string; recent: Recent }
  | { is: "command"; id: string; command: Command };

export interface Group {
  /** "recent", "commands", "go" or a kind. */
  name: string;
  entries: Entry[];
  more: boolean;
}

/** So many commands at most stand above what is found. */
const MOST_COMMANDS = 5;

/** Those of a search, by kind: the kind of the surest first. */
export function hitGroups(production: string, hits: readonly Hit[], more: readonly Kind[]): Group[] {
  const groups = new Map<Kind, Entry[]>();
  for (const hit of hits) {
    const entry: Entry = { is: "hit", id: idOf(hit), hit, href: addressOf(production, hit) };
    groups.set(hit.kind, [...(groups.get(hit.kind) ?? []), entry]);
  }
  return [...groups].map(([kind, entries]) => ({ name: kind, entries, more: more.includes(kind) }));
}

/** Pages and what can be done on this one: all before anything is typed, then those whose words begin with what is. */
export function commandGroups(commands: readonly Command[], goes: string, text: string): Group[] {
  const words = wordsOf(text);
  const offered = commands.filter((each) => words.every((word) => begins(each, word)));
  const shown = words.length > 0 ? offered.slice(0, MOST_COMMANDS) : offered;
  const [here, elsewhere] = [shown.filter(({ group }) => group !== goes), shown.filter(({ group }) => group === goes)];
  return [ofCommands("commands", here), ofCommands("go", elsewhere)].filter(({ entries }) => entries.length > 0);
}

export function recentGroup(recent: readonly Recent[]): Group[] {
  const entries = recent.map((each): Entry => ({ is: "recent", id: `recent.${each.href}`, recent: each }));
  return entries.length > 0 ? [{ name: "recent", entries, more: false }] : [];
}

/** The entry that stands so many behind the one that is marked, from the last to the first and back. */
export function moved(entries: readonly Entry[], id: string | null, by: number): Entry | undefined {
  const at = entries.findIndex((each) => each.id === id);
  if (at === -1) return by > 0 ? entries[0] : entries.at(-1);
  return entries[(at + by + entries.length) % entries.length];
}

const ofCommands = (name: string, commands: readonly Command[]): Group => ({
  name,
  entries: commands.map((command) => ({ is: "command", id: `command.${command.id}`, command })),
  more: false,
});

const idOf = (hit: Hit) => [hit.kind, hit.id, hit.number ?? "", hit.position ?? ""].join(".");

const begins = ({ label, group }: Command, word: string) =>
  wordsOf(`${label} ${group}`).some((each) => each.startsWith(word));

const wordsOf = (text: string): string[] =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
