/** What edits that nobody has made yet would change, asked a moment after the last key press. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { client, read } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import { keys } from "../live/query-keys";
import { useProduction } from "../routing/use-production";
import { compare, type Effect } from "./compare";

/** One field of one thing; `parameter:<name>` for parameters, a null value lets them inherit. */
export interface Edit {
  field: string;
  value: unknown;
  production?: string;
  scene?: string;
  shot?: string;
  reference?: string;
}

export interface Affects {
  /** null: nothing is asked, or not answered yet. */
  effect: Effect | null;
  asking: boolean;
  /** Why the edit would be refused, in the server's words; the same validation as that of saving. */
  problem: Problem | null;
  /** The server cannot be asked now; that keeps nobody from saving. */
  unknown: boolean;
}

const PAUSE = 250;

export function useAffects(edits: readonly Edit[]): Affects {
  const { id, may, past } = useProduction();
  const asked = useSettled(edits);
  const settled = JSON.stringify(asked) === JSON.stringify(edits);
  const enabled = edits.length > 0 && asked.length > 0 && !past && may("generate").allowed;
  const now = useQuery({
    queryKey: keys.plan(id),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/plan/", { params: { path: { production: id } }, signal })),
    enabled,
  });
  const then = useQuery({
    queryKey: keys.plan(id, { edits: asked }),
    queryFn: ({ signal }) => suppose(id, asked, signal),
    enabled,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const effect = useMemo(() => (now.data && then.data ? compare(now.data, then.data) : null), [now.data, then.data]);
  const error = then.error ?? now.error;
  const problem = enabled && settled && error ? asProblem(error) : null;
  return {
    effect: enabled && !error ? effect : null,
    asking: enabled && (!settled || then.isFetching || now.isPending),
    problem: problem?.passing ? null : problem,
    unknown: problem?.passing === true,
  };
}

function suppose(production: string, edits: readonly Edit[], signal: AbortSignal) {
  const body = {
    edits: edits.map((edit) => ({ shot: null, scene: null, reference: null, production: null, ...edit })),
    shots: null,
    variations: null,
    stages: null,
  };
  return read(
    client.POST("/api/v1/productions/{production}/plan/", { params: { path: { production } }, body, signal }),
  );
}

/** The edits once they have rested; nothing to ask is told at once. */
function useSettled(edits: readonly Edit[]): readonly Edit[] {
  const text = JSON.stringify(edits);
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return useMemo(() => JSON.parse(rested) as Edit[], [rested]);
}
