/** Notes on a take over the API: its threads and those carried to it, and what one does to them. */
import { queryOptions } from "@tanstack/react-query";
import { all, client, idempotent, read } from "../api/client";
import type { components } from "../api/schema";
import { keys } from "../live/query-keys";
import type { Mark } from "../player/scrubber";
import type { Shape } from "./drawing";

export type Thread = Omit<components["schemas"]["NoteThread"], "drawing"> & { drawing: Shape[] };
export type NoteKind = Thread["kind"];
export type Answer = components["schemas"]["NoteAnswer"];
export const KINDS = ["note", "must_fix", "question"] as const satisfies readonly NoteKind[];

/** How each kind stands in lists and on the line of frames: a shape and a colour, never colour alone. */
export const LOOK: Record<NoteKind, { glyph: string; text: string }> = {
  note: { glyph: "●", text: "text-in-review" },
  must_fix: { glyph: "■", text: "text-failed" },
  question: { glyph: "◆", text: "text-running" },
};

export const notesQuery = (production: string, take: string) =>
  queryOptions({
    queryKey: [...keys.take(production, take), "notes"],
    queryFn: ({ signal }) =>
      all<Thread>((query) =>
        client.GET("/api/v1/takes/{id}/notes/", { params: { path: { id: take }, query }, signal }),
      ),
    enabled: take !== "",
  });

/** The open notes of the whole production, in film order: for timelines of several takes. */
export const filmNotesQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "notes", { open: true }),
    queryFn: ({ signal }) =>
      all<Thread>((query) =>
        client.GET("/api/v1/productions/{production}/notes/", {
          params: { path: { production }, query: { ...query, open: true } },
          signal,
        }),
      ),
  });

/** What is said of a take: a note of its own, or an answer to one. */
export interface Said {
  text: string;
  frame: number | null;
  last: number | null;
  kind: NoteKind;
  answers: number | null;
  mentions: string[];
  drawing: Shape[];
}

export const plain = { frame: null, last: null, kind: "note", answers: null, mentions: [], drawing: [] } as const;

export const leave = (take: string, said: Said, key: string) =>
  read(
    client.POST("/api/v1/takes/{id}/notes/", {
      params: { path: { id: take } },
      headers: idempotent(key),
      body: { ...said, drawing: said.drawing as components["schemas"]["Shape"][], version: null },
    }),
  );

export type Act = { do: "answer"; text: string; mentions: string[] } | { do: "resolve" | "reopen" };

/** Answer a thread, say that it is done with, or open it again: on the take where it was left. */
export function actOnThread({ take, number }: Thread, act: Act, key: string) {
  const params = { path: { id: take.id, number } };
  const headers = idempotent(key);
  switch (act.do) {
    case "answer":
      return leave(take.id, { ...plain, mentions: act.mentions, drawing: [], text: act.text, answers: number }, key);
    case "resolve":
      return read(
        client.POST("/api/v1/takes/{id}/notes/{number}/resolve/", { params, headers, body: { version: null } }),
      );
    case "reopen":
      return read(
        client.POST("/api/v1/takes/{id}/notes/{number}/reopen/", { params, headers, body: { version: null } }),
      );
  }
}

export const keyOf = ({ take, number }: Pick<Thread, "take" | "number">): string => `${take.id} ${number}`;

/** What must be fixed and nobody has resolved. */
export const toFix = (threads: readonly Thread[]): Thread[] =>
  threads.filter(({ kind, resolved }) => kind === "must_fix" && resolved === null);

/** Whether a thread, or an answer in it, mentions a person. */
export const names = (thread: Pick<Thread, "mentions" | "answers">, person: string): boolean =>
  [thread, ...thread.answers].some(({ mentions }) => mentions.some(({ id }) => id === person));

/** Whether a thread is about a frame, counted from zero. */
export const isOn = ({ frame, last }: Pick<Thread, "frame" | "last">, at: number | null): boolean =>
  frame !== null && at !== null && at >= frame && at <= (last ?? frame);

/** Where threads stand on the line of frames; what is resolved or carried stands there quietly, in the list alone. */
export const marksOfThreads = (threads: readonly Thread[], start = 0): Mark[] =>
  threads.flatMap(({ frame, last, text, kind, resolved, carried }) =>
    frame === null || resolved || carried
      ? []
      : [
          {
            frame: start + frame,
            label: text || "–",
            kind: kind === "must_fix" ? ("must-fix" as const) : kind,
            ...(last === null ? {} : { frames: last - frame + 1 }),
          },
        ],
  );

/** Those of the members whom a text names with @ and their name: where two names fit, the longer one is meant. */
export function mentionedIn(text: string, members: readonly { person: string; name: string }[]): string[] {
  const names = members.map(({ name }) => lower(name)).filter((name) => name !== "");
  if (names.length === 0) return [];
  const longest = [...new Set(names)].toSorted((one, other) => other.length - one.length).map(escaped);
  const said = lower(text).matchAll(new RegExp(`@(${longest.join("|")})(?![\\p{L}\\p{N}_])`, "gu"));
  const named = new Set([...said].map(([, name]) => name));
  return members.filter(({ name }) => named.has(lower(name))).map(({ person }) => person);
}

const lower = (text: string): string => text.toLocaleLowerCase();

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}/]/g, String.raw`\$&`);
