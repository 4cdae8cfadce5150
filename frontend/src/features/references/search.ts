/** What the address of the references keeps. */
import { flag, oneOf, text } from "../../shared/routing/search";
import { KINDS, type Kind } from "./kinds";

const TABS = ["look", "film", "pictures", "shots", "versions"] as const;
export type Tab = (typeof TABS)[number];

export interface ReferencesSearch {
  kind?: Kind;
  q?: string;
  removed?: true;
  tab?: Tab;
  /** The change of the look that is open, or "new". */
  look?: string;
  /** Of the pictures: those of one scene, or where one change of the look holds. */
  scene?: string;
  worn?: string;
  /** Two shots whose pictures stand side by side, as `<one>~<other>`. */
  beside?: string;
  /** The shot whose cast is in the inspector. */
  shot?: string;
}

export const referencesSearch = (search: Record<string, unknown>): ReferencesSearch => ({
  ...oneOf(search, "kind", KINDS),
  ...text(search, "q"),
  ...flag(search, "removed"),
  ...oneOf(search, "tab", TABS),
  ...text(search, "look"),
  ...text(search, "scene"),
  ...text(search, "worn"),
  ...text(search, "beside"),
  ...text(search, "shot"),
});
