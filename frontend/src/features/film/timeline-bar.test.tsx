/** The bar of the timeline: the name of a marker is lost neither to a refusal nor to the edit of somebody else. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createRef } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Cut, CutClip } from "../../shared/api/cut";
import { itemsOf } from "../../shared/api/cut";
import { keys } from "../../shared/live/query-keys";
import { ChosenBar } from "./timeline-bar";
import { pictureAt, type Edit } from "./timeline-edits";
import type { Wanted } from "./use-timeline-edits";
import "./timeline-words";

const clip = (shot: string, start: number, frames: number, rest: Partial<CutClip> = {}) =>
  ({ shot, code: shot, start, frames, whole: frames, first: 0, dissolve: 0, ...rest }) as CutClip;

const cut = {
  clips: [clip("a", 0, 10, { first: 3 }), clip("b", 14, 6)],
  gaps: [{ id: "g", behind: "a", start: 10, frames: 4, whole: 4, dissolve: 0 }],
  remarks: [],
  can: { edit: { allowed: true, reason: null } },
} as unknown as Cut;

const asked: { edits: readonly Edit[]; onMade: (() => void) | undefined }[] = [];
const onEdit = (wanted: Wanted, _alike?: string, onMade?: () => void) =>
  void asked.push({ edits: wanted(cut, 1), onMade });
const nothing = () => undefined;

/** The bar with the playhead at a frame, and an item chosen. */
async function bar(frame: number, index = 0, of: Cut = cut) {
  const queries = new QueryClient();
  queries.setQueryData(keys.session, { person: { person: "p" } });
  const Bar = () => (
    <ChosenBar
      cut={of}
      item={itemsOf(of)[index]}
      index={index}
      edge="tail"
      mode="ripple"
      saving={false}
      readout={createRef()}
      seen={pictureAt(of, frame) !== null}
      picture={() => pictureAt(of, frame)}
      onEdge={nothing}
      onMode={nothing}
      onTrim={nothing}
      onEdit={onEdit}
      onZoom={nothing}
      onAll={nothing}
    />
  );
  const router = createRouter({
    routeTree: createRootRoute({ component: Bar }),
    history: createMemoryHistory(),
  });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  await screen.findByLabelText("Chosen");
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
const field = () => screen.queryByLabelText<HTMLInputElement>("Name of the marker");

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("a marker keeps its name until it is made, and its picture wherever the shot is", async () => {
  await bar(4);
  fireEvent.click(button("Marker"));
  fireEvent.change(screen.getByLabelText("Name of the marker"), { target: { value: " Door " } });
  fireEvent.click(button("Put a marker here"));
  expect(asked[0]?.edits).toEqual([{ edit: "mark", shot: "a", frame: 7, name: "Door" }]);
  expect(field()?.value).toBe(" Door ");
  act(() => asked[0]?.onMade?.());
  expect(field()).toBeNull();
  fireEvent.click(button("Marker"));
  expect(field()?.value).toBe("");
});

test("there is a marker where a shot is seen, whatever is chosen", async () => {
  await bar(11);
  expect(button("Marker").disabled).toBe(true);
  cleanup();
  await bar(4, 1);
  expect(button("Marker").disabled).toBe(false);
});

test("a dissolve that finds no frames is taken away as it was asked for", async () => {
  const remarks = [{ matter: "dissolve-short", about: "b", code: "b", measured: 0, wanted: 12 }];
  await bar(14, 2, { ...cut, remarks } as unknown as Cut);
  fireEvent.click(button("Cut"));
  expect(asked[0]?.edits).toEqual([{ edit: "dissolve", into: "b", frames: 0 }]);
});
