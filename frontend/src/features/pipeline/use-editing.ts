/** The draft as one edits it: kept until it is saved, checked while typing, and held back once others changed theirs. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem, type Problem as Refusal } from "../../shared/api/problem";
import { useDraft, type DraftOf } from "../../shared/drafts/use-draft";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction, type May } from "../../shared/routing/use-production";
import { toast } from "../../shared/ui/toast";
import { differing, same, type Graph } from "./graph";
import { checkQuery, saveDraft, type Pipeline, type Problem } from "./queries";

const PAUSE = 300;

interface Seen {
  version: number;
  graph: Graph;
}

export interface Editing {
  graph: Graph;
  may: May;
  change: (graph: Graph) => void;
  /** Something is written that is not saved. */
  dirty: boolean;
  problems: readonly Problem[];
  /** Why the server would not even keep it, or cannot say what is wrong with it. */
  refusal: Refusal | null;
  checking: boolean;
  /** The stages that others changed since one began to write; null: nobody did. */
  moved: readonly string[] | null;
  kept: DraftOf<Graph, Seen>;
  saving: boolean;
  save: () => void;
  /** One's own stands over what others saved meanwhile. */
  insist: () => void;
  discard: () => void;
}

export function useEditing(pipeline: Pipeline): Editing {
  const { t } = useTranslation("pipeline");
  const { id, may } = useProduction();
  const { nodes, outputs } = pipeline.draft;
  const saved = useMemo(() => ({ nodes, outputs }), [nodes, outputs]);
  const now: Seen = { version: pipeline.version, graph: saved };
  const kept = useDraft<Graph, Seen>("pipeline", now);
  const allowed = may("edit", pipeline.can);
  const dirty = kept.value !== undefined;
  const graph = kept.value ?? saved;
  const check = useCheck(graph, dirty && allowed.allowed);
  const command = useCommand({
    call: (asked: Seen, key) => saveDraft(id, asked.graph, asked.version, key),
    onDone: (done, asked) => {
      kept.saved(asked.graph, { version: done.version, graph: done.draft });
      toast(t("saved"));
    },
    renews: [keys.pipeline(id)],
  });
  const moved = dirty && !same(kept.base.graph, saved) && !same(graph, saved);
  const discard = () => {
    kept.drop();
    command.reset();
  };
  const send = () => command.run({ graph, version: pipeline.version });
  return {
    graph,
    may: allowed,
    change: (next) => kept.write(same(next, saved) ? undefined : next),
    dirty,
    problems: dirty ? check.problems : pipeline.draft.problems,
    refusal: command.problem && !command.problem.conflict ? command.problem : check.refusal,
    checking: check.checking,
    moved: moved ? differing(kept.base.graph, saved) : null,
    kept,
    saving: command.saving,
    save: send,
    insist: () => {
      kept.stand(now);
      send();
    },
    discard,
  };
}

function useCheck(graph: Graph, enabled: boolean) {
  const { id } = useProduction();
  const rested = useRested(graph);
  const query = useQuery({ ...checkQuery(id, rested), enabled, placeholderData: keepPreviousData });
  return {
    problems: enabled ? (query.data ?? []) : [],
    refusal: enabled && query.error ? asProblem(query.error) : null,
    checking: enabled && (rested !== graph || query.isFetching),
  };
}

/** The graph once it has rested for a moment. */
function useRested(graph: Graph): Graph {
  const [rested, setRested] = useState(graph);
  useEffect(() => {
    const timer = setTimeout(() => setRested(graph), PAUSE);
    return () => clearTimeout(timer);
  }, [graph]);
  return rested;
}
