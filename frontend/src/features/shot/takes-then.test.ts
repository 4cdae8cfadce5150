/** Takes under the verdicts of a moment of the past. */
import { expect, test } from "vitest";
import type { PastState } from "../../shared/api/past";
import type { Take } from "../../shared/player/takes";
import { takesThen } from "./takes-then";

const file = (number: number) =>
  ({
    id: `t${number}`,
    shot: "s",
    number,
    state: "approved",
    pinned: true,
    in_use: number === 2,
    out_of_date: true,
    comment: "Later.",
  }) as Take;
const then = { id: "t1", shot: "s", number: 1, version: 1, variation: 1, state: "made", pinned: false, content: "" };
const state = { takes: [then] } as unknown as Pick<PastState, "takes">;

test("a take that came later is not there, and one that was there has no later verdict", () => {
  const found = takesThen([file(2), file(1)], state, { id: "s", take: null });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({
    number: 1,
    state: "made",
    pinned: false,
    in_use: true,
    out_of_date: false,
    lost: [],
    comment: "",
  });
});
