/** What somebody wrote on shots and has not saved, for the cells that it belongs to. */
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { sessionQuery } from "../../shared/api/session";
import { drafts } from "../../shared/drafts/drafts";
import type { Draft } from "../../shared/shots/draft";
import type { Field } from "./fields";

/** By field; null follows the script. */
export type Unsaved = Readonly<Partial<Record<Field, string | null>>>;

const NONE: ReadonlyMap<string, Unsaved> = new Map();
const OF_A_SHOT = /^(shot|board\/(?:cast|assignees|due|priority|status))\/([^/]+)$/;
/** The same object while a text stays as it is: rows are drawn anew for their own alone. */
const read = new WeakMap<object, Unsaved>();
let last: { of: string; version: number; found: ReadonlyMap<string, Unsaved> } | null = null;

export function useUnsaved(production: string): ReadonlyMap<string, Unsaved> {
  const person = useQuery(sessionQuery).data?.person?.person ?? "";
  return useSyncExternalStore(drafts.subscribe, () => found(person, production));
}

function found(person: string, production: string): ReadonlyMap<string, Unsaved> {
  const of = `${person} ${production}`;
  if (last?.of !== of || last.version !== drafts.version)
    last = { of, version: drafts.version, found: all(person, production) };
  return last.found;
}

function all(person: string, production: string): ReadonlyMap<string, Unsaved> {
  const texts = drafts.all(person).filter((each) => each.production === production);
  if (texts.length === 0) return NONE;
  const shots = new Map<string, Unsaved>();
  for (const { thing, value } of texts) {
    const [, kind, shot] = OF_A_SHOT.exec(thing) ?? [];
    if (shot === undefined) continue;
    const said: Unsaved =
      kind === "shot" ? ofDraft(value as Draft) : { [kind?.replace("board/", "") as Field]: String(value) };
    const other = shots.get(shot);
    shots.set(shot, other ? { ...other, ...said } : said);
  }
  return shots;
}

function ofDraft(draft: Draft): Unsaved {
  const known = read.get(draft);
  if (known) return known;
  const { continues: _, ...fields } = draft;
  read.set(draft, fields);
  return fields;
}
