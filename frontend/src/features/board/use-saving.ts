/** Saves fields of shots one after the other, so that whoever writes goes on at once: what is refused stays a draft. */
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, client, idempotent, ifMatch } from "../../shared/api/client";
import { filmShotsQuery } from "../../shared/api/film";
import { asProblem, type Problem } from "../../shared/api/problem";
import type { Shot } from "../../shared/api/shots";
import { keys } from "../../shared/live/query-keys";
import { useCommand, type Written } from "../../shared/live/use-command";
import { bodyOf, seenOf, type Draft, type Seen } from "../../shared/shots/draft";
import { toast } from "../../shared/ui/toast";
import { makeEdits } from "./edits";
import type { BoardEdit, Field } from "./fields";

export type Asked =
  | { shot: string; code: string; fields: Draft; on: string }
  | { shot: string; code: string; field: Field; edits: readonly BoardEdit[] };

interface Done extends Partial<Written> {
  seen: Seen | null;
}

export interface Saving {
  /** `onSaved` is told what was saved, and as what it stands now; never where it is refused. */
  save: (asked: Asked, onSaved: (seen: Seen | null) => void) => void;
  /** What was refused, by shot, until it is tried again or left. */
  problems: ReadonlyMap<string, Problem>;
  settle: (shot: string) => void;
}

const versionOf = (etag: string): string => /"(\d+)\./.exec(etag)?.[1] ?? etag;

/** `onShow` opens what was refused. */
export function useSaving(production: string, onShow: (shot: string, field: string) => void): Saving {
  const { t } = useTranslation("board-fields");
  const queries = useQueryClient();
  const [problems, setProblems] = useState<ReadonlyMap<string, Problem>>(new Map());
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  /** What became of a version of a shot by our own saving: a field that was written meanwhile rests on that. */
  const renewed = useRef(new Map<string, string>());
  const settle = (shot: string) => setProblems((old) => new Map([...old].filter(([each]) => each !== shot)));
  const { runAsync } = useCommand<Asked, Done>({
    call: async (asked, key) => {
      if ("edits" in asked) return { ...(await makeEdits(production, asked.edits, key)), seen: null };
      const { data, etag } = await ask(
        client.PATCH("/api/v1/shots/{id}/", {
          params: { path: { id: asked.shot } },
          headers: { ...ifMatch(asked.on), ...idempotent(key) },
          body: { ...bodyOf(asked.fields), version: null },
        }),
      );
      const seen = seenOf(data, etag ?? ifMatch(data.version)["If-Match"]);
      renewed.current.set(`${asked.shot} ${versionOf(asked.on)}`, seen.etag);
      show(data);
      return { events: data.events, version: data.version, seen };
    },
    renews: [keys.shots(production), keys.works(production)],
  });
  /** The list shows at once what the reply says. */
  const show = (shot: Shot) =>
    queries.setQueryData(filmShotsQuery(production).queryKey, (old) =>
      old?.map((each) => (each.id === shot.id && each.version < shot.version ? { ...each, ...shot } : each)),
    );
  const newest = (shot: string, on: string): string => {
    const next = renewed.current.get(`${shot} ${versionOf(on)}`);
    return next === undefined ? on : newest(shot, next);
  };
  const save: Saving["save"] = (asked, onSaved) => {
    settle(asked.shot);
    turn.current = turn.current.then(() =>
      runAsync("on" in asked ? { ...asked, on: newest(asked.shot, asked.on) } : asked).then(
        ({ seen }) => onSaved(seen),
        (error: unknown) => {
          const problem = asProblem(error);
          setProblems((old) => new Map([...old, [asked.shot, problem]]));
          const field = "edits" in asked ? asked.field : (Object.keys(asked.fields)[0] ?? "");
          toast(t("refused", { shot: asked.code }), {
            kind: "problem",
            action: { label: t("show"), run: () => onShow(asked.shot, field) },
          });
        },
      ),
    );
  };
  return { save, problems, settle };
}
