/** Every screen of a production, in the order of the rail: a new screen is one import and one line here. */
import type { Screen } from "../shared/routing/screen";
import { overviewScreen } from "../features/overview/screen";

export const screens = [
  overviewScreen, //
] as const satisfies readonly Screen[];
