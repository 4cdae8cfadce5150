/** Runs the check off the page: fetches the leaves page by page and says how far it is. */
import { client, read } from "../../shared/api/client";
import { check, type Asked, type Checked, type Leaf } from "./check";

export type Said =
  { kind: "progress"; done: number } | { kind: "done"; found: Checked } | { kind: "failed"; message: string };

async function* leavesOf(production: string, head: number): AsyncGenerator<readonly Leaf[]> {
  let cursor: string | undefined;
  do {
    const query = { to: head, ...(cursor === undefined ? {} : { cursor }) };
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const { results, next } = await read(
      client.GET("/api/v1/productions/{production}/leaves/", { params: { path: { production }, query } }),
    );
    yield results;
    cursor = next === null ? undefined : (new URL(next).searchParams.get("cursor") ?? undefined);
  } while (cursor !== undefined);
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- workers have none
const say = (said: Said) => globalThis.postMessage(said);
const told = (done: number) => say({ kind: "progress", done });

globalThis.addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  check(data, leavesOf(data.log, data.head), told).then(
    (found) => say({ kind: "done", found }),
    (error: unknown) => say({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
  );
});
