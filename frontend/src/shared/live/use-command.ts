/** Writes: one key per intent, and "saving" until the socket has named the events of the reply. */
import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useRef } from "react";
import { newKey } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import { useLive } from "./live-store";

/** What every reply to a write carries. */
export interface Written {
  events: { event: string }[];
  version: number;
}

export interface Command<Asked, Done> {
  run: (asked: Asked) => void;
  runAsync: (asked: Asked) => Promise<Done>;
  /** From the click until the socket names the events (or, without a socket, until the reply). */
  saving: boolean;
  problem: Problem | null;
  done: Done | undefined;
  reset: () => void;
}

interface Options<Asked, Done> {
  /** Makes the call; pass `key` on with `headers: idempotent(key)`, so that a repeated try is done once. */
  call: (asked: Asked, key: string) => Promise<Done>;
  onDone?: (done: Done, asked: Asked) => void;
  /** Queries to read anew at once, after a conflict too; what the socket's events touch is read anew anyway. */
  renews?: readonly QueryKey[];
}

export function useCommand<Asked, Done extends Partial<Written>>({
  call,
  onDone,
  renews = [],
}: Options<Asked, Done>): Command<Asked, Done> {
  const queries = useQueryClient();
  const attempt = useRef<{ asked: string; key: string } | null>(null);
  const renew = () => {
    for (const queryKey of renews) void queries.invalidateQueries({ queryKey });
  };
  const mutation = useMutation<Done, unknown, Asked>({
    mutationFn: (asked) => call(asked, keyFor(attempt, asked)),
    onSuccess: (done, asked) => {
      attempt.current = null;
      renew();
      onDone?.(done, asked);
    },
    onError: (error) => asProblem(error).conflict && renew(),
  });
  const unnamed = useUnnamed(mutation.data?.events);
  return {
    run: mutation.mutate,
    runAsync: mutation.mutateAsync,
    saving: mutation.isPending || unnamed,
    problem: mutation.error ? asProblem(mutation.error) : null,
    done: mutation.data,
    reset: mutation.reset,
  };
}

/** The same thing asked again after a failure keeps its key; another thing gets another. */
function keyFor(attempt: { current: { asked: string; key: string } | null }, asked: unknown): string {
  const text = asked instanceof File ? `${asked.name} ${asked.size}` : (JSON.stringify(asked) ?? "");
  if (attempt.current?.asked !== text) attempt.current = { asked: text, key: newKey() };
  return attempt.current.key;
}

/** Whether events of a reply have not been named by the socket yet; without a socket nothing is waited for. */
function useUnnamed(events: readonly { event: string }[] | undefined): boolean {
  return useLive((state) => {
    const listening = state.production !== null && (state.status === "live" || state.status === "catching-up");
    return listening && (events ?? []).some(({ event }) => !state.seen.has(event));
  });
}
