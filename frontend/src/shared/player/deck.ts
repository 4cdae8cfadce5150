/** What buttons and keys of a player ask of what plays: a reel of clips, or two clips together. */
import type { Reel } from "./reel";

export type Deck = Pick<
  Reel,
  "state" | "seek" | "step" | "toggle" | "shuttle" | "markIn" | "markOut" | "clearRange" | "setLoop"
>;
