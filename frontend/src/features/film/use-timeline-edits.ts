/** Edits of the cut: each rests on the version that is seen, and what is pressed meanwhile waits for the reply. */
import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { client, idempotent, read } from "../../shared/api/client";
import type { Cut } from "../../shared/api/cut";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import type { Edit } from "./timeline-edits";

/** From the cut as it then stands to what is wanted of it, so many times. */
export type Wanted = (cut: Cut, times: number) => readonly Edit[];

export function useEdits(production: string, cut: Cut) {
  const queries = useQueryClient();
  const waiting = useRef<{ wanted: Wanted; alike: string; times: number; onMade?: (() => void) | undefined }[]>([]);
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
  /** A reading that began before the reply must not come behind it; what it may have known of others is read anew. */
  const keep = async (made: Cut): Promise<void> => {
    const ours = { queryKey: keys.cut(production), exact: true };
    const reading = queries.isFetching(ours) > 0;
    await queries.cancelQueries(ours);
    queries.setQueryData(ours.queryKey, made);
    if (reading) void queries.invalidateQueries(ours);
  };
  const go = async (known: Cut): Promise<void> => {
    const next = waiting.current.shift();
    if (!next) return;
    const edits = next.wanted(known, next.times);
    if (edits.length === 0) return go(known);
    const made = await runAsync({ edits, version: known.version });
    await keep(made);
    next.onMade?.();
    return go(made);
  };
  /**
   * Of edits that are `alike` and wait, one is made: a key that is held down is not sent as often as it repeats.
   * `onMade` is called once it is made, and never where it is refused.
   */
  const edit = (wanted: Wanted, alike = "", onMade?: () => void): void => {
    const last = waiting.current.at(-1);
    if (last && alike !== "" && last.alike === alike) last.times += 1;
    else waiting.current.push({ wanted, alike, times: 1, onMade });
    if (going.current) return;
    going.current = true;
    void go(queries.getQueryData<Cut>(keys.cut(production)) ?? cut) // a reply may not be drawn yet
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
