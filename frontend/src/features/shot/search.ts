/** What the address of a shot keeps. */
import { oneOf, text, whole } from "../../shared/routing/search";

const TABS = ["inputs", "tree", "edit", "differences", "notes", "history"] as const;
export type ShotTab = (typeof TABS)[number];

export interface ShotSearch {
  take?: string;
  frame?: number;
  tab?: ShotTab;
  /** The take that the selected one is compared with. */
  against?: string;
}

export const shotSearch = (search: Record<string, unknown>): ShotSearch => ({
  ...text(search, "take"),
  ...whole(search, "frame"),
  ...oneOf(search, "tab", TABS),
  ...text(search, "against"),
});
