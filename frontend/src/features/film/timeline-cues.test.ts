/** The captions of the film as the timeline shows them. */
import { expect, test } from "vitest";
import { cuesIn } from "./timeline-cues";

test("cues of a file have their times and their plain text", () => {
  const file =
    "WEBVTT\n\nSC010-1\n00:00:01.500 --> 00:00:02.000 line:5\n<v Mara>Late.</v>\n\n01:00:00.000 --> 01:00:01.250\nTom &amp; Jerry &lt;3\nYes.\n";
  expect(cuesIn(file)).toEqual([
    { from: 1500, to: 2000, text: "Late." },
    { from: 3_600_000, to: 3_601_250, text: "Tom & Jerry <3\nYes." },
  ]);
});
