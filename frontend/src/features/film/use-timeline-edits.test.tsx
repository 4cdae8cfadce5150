/** Edits rest on the newest cut that is known, and what they reply stays. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Cut } from "../../shared/api/cut";
import { keys } from "../../shared/live/query-keys";
import { useEdits } from "./use-timeline-edits";

const at = (version: number) => ({ version, events: [] }) as unknown as Cut;
const mark = () => [{ edit: "mark", shot: "a", frame: 0, name: "Door" }] as const;
const key = keys.cut("p");

/** The hook as a screen holds it that is not drawn again, and the server: versions asked for, and its replies. */
function edits(shown: number, reply: (asked: number) => Response) {
  const versions: number[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { version } = (await request.json()) as { version: number };
    versions.push(version);
    return reply(version);
  });
  const queries = new QueryClient();
  queries.setQueryData(key, at(shown));
  const { result } = renderHook(() => useEdits("p", at(shown)), {
    wrapper: ({ children }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider>,
  });
  return { queries, versions, edit: result.current.edit };
}

const made = (asked: number) => Response.json(at(asked + 1));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("the next edit rests on the reply to the last one, drawn or not", async () => {
  const { queries, versions, edit } = edits(1, made);
  const onMade = vi.fn();
  act(() => edit(mark, "", onMade));
  await waitFor(() => expect(onMade).toHaveBeenCalledTimes(1));
  await act(async () => Promise.resolve());
  act(() => edit(mark, "", onMade));
  await waitFor(() => expect(queries.getQueryData<Cut>(key)?.version).toBe(3));
  expect(versions).toEqual([1, 2]);
});

test("an edit that is refused is not said to be made", async () => {
  const { queries, edit } = edits(1, () => Response.json({ code: "conflict" }, { status: 409 }));
  const onMade = vi.fn();
  act(() => edit(mark, "", onMade));
  await waitFor(() => expect(queries.getQueryState(key)?.isInvalidated).toBe(true));
  expect(onMade).not.toHaveBeenCalled();
});

test("what was read before an edit does not come after its reply", async () => {
  const { queries, edit } = edits(1, made);
  const answers: ((cut: Cut) => void)[] = [];
  const reading = queries.fetchQuery({
    queryKey: key,
    queryFn: () => new Promise<Cut>((resolve) => void answers.push(resolve)),
    staleTime: 0,
  });
  const left = reading.catch(() => undefined);
  const onMade = vi.fn();
  act(() => edit(mark, "", onMade));
  await waitFor(() => expect(onMade).toHaveBeenCalled());
  answers[0]?.(at(1));
  await left;
  expect(queries.getQueryData<Cut>(key)?.version).toBe(2);
  expect(queries.getQueryState(key)?.isInvalidated).toBe(true);
});
