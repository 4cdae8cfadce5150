/** What the address of a comparison keeps: what is compared, how, which frame, and which part of the picture. */
import { oneOf, text, whole } from "../../shared/routing/search";

export const MODES = ["side", "wipe", "difference", "onion", "blink"] as const;
export type Mode = (typeof MODES)[number];
export const GAINS = [1, 4, 16] as const;

export interface CompareSearch {
  /** The take of the shot. */
  take?: string;
  /** What stands beside it: `take:<id>`, `shot:<id>` for the take in use there, `picture:<reference>:<digest>`. */
  with?: string;
  mode?: Mode;
  frame?: number;
  /** Of wipe and onion: how much of the second one, in percent. */
  much?: number;
  gain?: (typeof GAINS)[number];
  /** In percent; which place of the picture is in the middle, in thousandths of its width and height. */
  zoom?: number;
  x?: number;
  y?: number;
}

export const compareSearch = (search: Record<string, unknown>): CompareSearch => ({
  ...text(search, "take"),
  ...text(search, "with"),
  ...oneOf(search, "mode", MODES),
  ...whole(search, "frame"),
  ...whole(search, "much"),
  ...oneOf(search, "gain", GAINS),
  ...whole(search, "zoom"),
  ...whole(search, "x"),
  ...whole(search, "y"),
});
