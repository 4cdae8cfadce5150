/** The decisions in force as one would save them: those that are saved, and what one gave or took back since. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { useDraft, type DraftOf } from "../../shared/drafts/use-draft";
import { useProduction } from "../../shared/routing/use-production";
import { aboutOf, decided, inForce, withdrawn, type Decided, type Pending } from "./decisions";
import { decisionsQuery, type Script } from "./queries";

export interface Decisions extends Pending {
  /** All in force, the newest last. */
  made: readonly Decided[];
  /** Something differs from what is saved. */
  changed: boolean;
  /** What is not saved, as it is kept. */
  kept: DraftOf<Pending, number>;
  decide: (...made: Decided[]) => void;
  takeBack: (about: string) => void;
  setLanguage: (code: string | null) => void;
  /** Take back the last step. */
  undo: () => void;
  drop: () => void;
}

const NOTHING: Pending = { given: [], withdrawn: [], language: null };

export function useDecisions({ version }: Script): Decisions {
  const { id } = useProduction();
  const { data: saved } = useQuery(decisionsQuery(id));
  const kept = useDraft<Pending, number>("script-breakdown", version);
  const steps = useRef<Pending[]>([]);
  const stored = useMemo(
    () => (saved ?? []).map(({ decision, text, line }) => ({ decision, words: text, line })),
    [saved],
  );
  const now = kept.value ?? NOTHING;
  const write = (next: Pending) =>
    kept.write(next.given.length + next.withdrawn.length > 0 || next.language !== null ? next : undefined);
  const step = (next: Pending) => {
    steps.current = [...steps.current.slice(-99), now];
    write(next);
  };
  const drop = () => {
    steps.current = [];
    kept.drop();
  };
  return {
    ...now,
    made: inForce(stored, now),
    changed: kept.value !== undefined,
    kept,
    decide: (...more) => step({ ...now, given: decided(now.given, ...more) }),
    takeBack: (about) => {
      const mine = now.given.some(({ decision }) => aboutOf(decision) === about);
      if (mine) return step({ ...now, given: withdrawn(now.given, about) });
      const old = stored.filter(({ decision }) => aboutOf(decision) === about).map(({ decision }) => decision);
      return step({ ...now, withdrawn: [...now.withdrawn, ...old] });
    },
    setLanguage: (language) => step({ ...now, language }),
    undo: () => {
      const before = steps.current.pop();
      if (before) write(before);
    },
    drop,
  };
}
