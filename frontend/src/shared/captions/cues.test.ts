import { expect, test } from "vitest";
import { captionsOf, isForced, shown, type Cue } from "./cues";

const cue = (more: Partial<Cue> = {}): Cue => ({
  start_ms: 0,
  end_ms: 900,
  lines: ["Is it", "late?"],
  kind: "speech",
  speaker: "MARA",
  label: "",
  position: "bottom",
  line: 0,
  by: "estimate",
  ...more,
});

const file = (role: string, facts: object) => ({ role, url: `/a/${role}`, facts });
const take = (...artifacts: object[]) => ({ artifacts }) as unknown as Parameters<typeof captionsOf>[0];

test("a cue is read with its label, and a sound in brackets", () => {
  expect(shown(cue())).toBe("Is it\nlate?");
  expect(shown(cue({ label: "MARA" }))).toBe("MARA: Is it\nlate?");
  expect(shown(cue({ kind: "sound", lines: ["Thunder"] }))).toBe("[Thunder]");
});

test("words in the picture and in another language are shown in any case", () => {
  expect((["speech", "sound", "title", "forced"] as const).map((kind) => isForced(cue({ kind })))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test("captions are known by what they hold, not by a name", () => {
  const held = { language: "en", cues: [cue()], doubts: [] };
  expect(captionsOf(take(file("master", { count: 2 }), file("subtitles", held)))).toEqual({
    url: "/a/subtitles",
    captions: held,
  });
  expect(captionsOf(take(file("master", { count: 2 })))).toBeNull();
});
