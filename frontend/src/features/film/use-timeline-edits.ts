/** Edits of the cut: each rests on the version that is seen, and what is pressed meanwhile waits for the reply. */
import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { client, idempotent, read } from "../../shared/api/client";
import type { Cut } from "../../shared/api/cut";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import type { Edit } from "./timeline-edits";

/** From the cut as it then stands to what is wanted of it. */
export type Wanted = (cut: Cut) => readonly Edit[];

export function useEdits(production: string, cut: Cut, onDone: (cut: Cut) => void) {
  const queries = useQueryClient();
  const waiting = useRef<Wanted[]>([]);
  const going = useRef(false);
  const { problem, runAsync, saving } = useCommand({
    call: ({ edits, version }: { edits: readonly Edit[]; version: number }, key) =>
      read(
        client.POST("/api/v1/productions/{production}/cut/edits/", {
          params: { path: { production } },
          headers: idempotent(key),
          body: { edits: [...edits], version },
        }),
      ),
  });
  const go = async (known: Cut): Promise<void> => {
    const wanted = waiting.current.shift();
    if (!wanted) return;
    const edits = wanted(known);
    if (edits.length === 0) return go(known);
    const made = await runAsync({ edits, version: known.version });
    queries.setQueryData(keys.cut(production), made);
    onDone(made);
    return go(made);
  };
  const edit = (wanted: Wanted): void => {
    waiting.current.push(wanted);
    if (going.current) return;
    going.current = true;
    void go(cut)
      .catch(() => {
        waiting.current = [];
        void queries.invalidateQueries({ queryKey: keys.cut(production) });
      })
      .finally(() => {
        going.current = false;
      });
  };
  return { edit, problem, saving };
}
