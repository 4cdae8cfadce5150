/** What the address of the history keeps. */
import { oneOf, text, whole } from "../../shared/routing/search";

const VIEWS = ["difference"] as const;
const PARTS = ["chain", "receipt", "data"] as const;
export type Part = (typeof PARTS)[number];

export interface HistorySearch {
  view?: "difference";
  /** Kinds of things, separated by commas: shot, reference, take … */
  kind?: string;
  /** One person. */
  actor?: string;
  /** One scene, shot, reference, take or order. */
  entity?: string;
  q?: string;
  /** Only from this time on, and up to this time; in UTC. */
  since?: string;
  until?: string;
  /** The position of the event that is open, and which part of it. */
  event?: number;
  part?: Part;
  /** The position A of the time machine; B is the moment that is shown. */
  from?: number;
}

export const historySearch = (search: Record<string, unknown>): HistorySearch => ({
  ...oneOf(search, "view", VIEWS),
  ...text(search, "kind"),
  ...text(search, "actor"),
  ...text(search, "entity"),
  ...text(search, "q"),
  ...text(search, "since"),
  ...text(search, "until"),
  ...whole(search, "event"),
  ...oneOf(search, "part", PARTS),
  ...whole(search, "from"),
});
