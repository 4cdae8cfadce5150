/** The cut as the player gets it. */
import { expect, test } from "vitest";
import type { Cut } from "../../shared/api/cut";
import { clipsOf, marksOf } from "./film-clips";

const clip = (code: string, files: { proxy: string | null; poster: string | null }) => ({
  shot: code,
  code,
  scene: "s",
  start: 0,
  frames: 24,
  take: null,
  rate: null,
  digest: null,
  ...files,
});
const cut = {
  rate: "24",
  gaps: [],
  clips: [
    clip("SC010_0010", { proxy: "/video/", poster: "/still/" }),
    clip("SC010_0020", { proxy: null, poster: "/still/" }),
    clip("SC010_0030", { proxy: null, poster: null }),
  ],
} as unknown as Cut;

test("a slate stands only where there is neither a video nor a still", () => {
  expect(clipsOf(cut).map(({ slate }) => slate !== undefined)).toEqual([false, false, true]);
  const gaps = marksOf(cut, String, String).filter(({ kind }) => kind === "gap");
  expect(gaps.map(({ label }) => label)).toEqual(["SC010_0030"]);
});
