/** What the address of the parameters keeps. */
import { flag, text } from "../../shared/routing/search";

export interface ParametersSearch {
  /** The level shown: a shot, else a scene, else the production. */
  scene?: string;
  shot?: string;
  /** The name of the parameter in the inspector. */
  parameter?: string;
  /** Only those of this text. */
  q?: string;
  /** Only those set or locked on the level shown. */
  only?: true;
}

export const parametersSearch = (search: Record<string, unknown>): ParametersSearch => ({
  ...text(search, "scene"),
  ...text(search, "shot"),
  ...text(search, "parameter"),
  ...text(search, "q"),
  ...flag(search, "only"),
});
