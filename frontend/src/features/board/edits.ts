/** Edits of many fields, made as one act that one undo takes back. */
import { client, idempotent, read } from "../../shared/api/client";
import type { Problem } from "../../shared/api/problem";
import { sayWork } from "../../shared/api/works";
import { record } from "../../shared/inputs/naming";
import type { Edit } from "../../shared/affects/use-affects";
import type { Gather } from "../../shared/change-sets/calls";
import { isWork, type BoardEdit } from "./fields";

/** As many as one act makes. */
export const MOST = 5000;

export function makeEdits(production: string, edits: readonly BoardEdit[], key: string) {
  const work = edits.filter(isWork);
  const fields = edits.filter((edit) => !isWork(edit));
  if (fields.length === 0) return sayWork(production, work, key);
  return read(
    client.POST("/api/v1/productions/{production}/edits/", {
      params: { path: { production } },
      body: {
        edits: fields.map((edit) => ({ shot: null, scene: null, reference: null, production: null, ...edit })) as never,
        work: work as never,
      },
      headers: idempotent(key),
    }),
  );
}

/** Edits as plans suppose them; whose work it is makes nothing. */
export const supposed = (edits: readonly BoardEdit[]): Edit[] =>
  edits
    .filter((edit): edit is Gather => !isWork(edit))
    .map(({ shot, field, value }) => ({ ...(shot ? { shot } : {}), field, value }));

/** What kept an act from being made: which shot, which field, why, and what stands there now. */
export interface InTheWay {
  thing: string;
  field: string;
  state: string;
  reason: string;
  now: unknown;
}

export function inTheWay(problem: Problem): InTheWay[] {
  const told = Array.isArray(problem.data.edits) ? problem.data.edits : [];
  return told.map(record).map((each) => ({
    thing: String(each.thing),
    field: String(each.field),
    state: String(each.state),
    reason: String(each.reason),
    now: each.now,
  }));
}

/** The same edits, resting on what stands in the way of them now: their maker has seen it. */
export function over(edits: readonly BoardEdit[], found: readonly InTheWay[]): BoardEdit[] {
  const now = new Map(
    found.filter(({ state }) => state === "conflict").map((each) => [`${each.thing} ${each.field}`, each.now]),
  );
  return edits.map((edit) => {
    if (isWork(edit)) return edit;
    const key = `${edit.shot} ${edit.field}`;
    return now.has(key) ? { ...edit, from: now.get(key) } : edit;
  });
}
