/** Machine work between two acts of people is one line, signed by the machine and by whom it was for. */
import { expect, test } from "vitest";
import type { components } from "../../shared/api/schema";
import { folded, signed, tally } from "./folded";

type LogEvent = components["schemas"]["LogEvent"];

function event(position: number, type: string, worker?: string, name = "Ida"): LogEvent {
  return {
    id: `${position}`,
    position,
    type,
    entity: { kind: "job", id: "j" },
    version: 1,
    actor: { id: "a", name },
    recorded_at: "2026-11-28T10:00:00Z",
    payload: {},
    meta: worker ? { worker } : {},
    sentence: type,
  };
}

const LOG = [
  event(9, "take.approved"),
  event(8, "order.finished", "gpu-1"),
  event(7, "take.made", "gpu-1"),
  event(6, "job.done", "gpu-1"),
  event(5, "job.failed", "gpu-2", "Ben"),
  event(4, "order.placed"),
  event(3, "job.started", "gpu-1"),
];

test("acts of people stand alone, and what machines did between them is one line", () => {
  expect(folded(LOG).map((line) => (line.kind === "act" ? line.event.type : line.events.length))).toEqual([
    "take.approved",
    4,
    "order.placed",
    1,
  ]);
  expect(folded([])).toEqual([]);
});

test("a line says what came of the work, who did it and for whom", () => {
  const work = LOG.slice(1, 5);
  expect(tally(work)).toEqual({ takes: 1, steps: 1, failed: 1 });
  expect(signed(work, "erased")).toEqual({ workers: "gpu-1, gpu-2", people: "Ida, Ben" });
  expect(signed([event(1, "job.done", "gpu-1", "")], "erased")).toEqual({ workers: "gpu-1", people: "erased" });
});
