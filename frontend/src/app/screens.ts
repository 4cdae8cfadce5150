/** Every screen of a production, in the order of the rail: a new screen is one import and one line here. */
import type { Rail, Screen } from "../shared/routing/screen";
import { filmScreen } from "../features/film/screen";
import { queueScreen } from "../features/queue/screen";
import { playlistsScreen } from "../features/playlists/screen";
import { timelineScreen } from "../features/film/timeline-screen";
import { reviewScreen } from "../features/review/screen";
import { compareScreen } from "../features/compare/screen";
import { shotScreen } from "../features/shot/screen";
import { boardScreen } from "../features/board/screen";
import { overviewScreen } from "../features/overview/screen";
import { costsScreen } from "../features/costs/screen";
import { scriptScreen } from "../features/script/screen";
import { changeSetsScreen } from "../features/change-sets/screen";
import { languagesScreen } from "../features/languages/screen";
import { historyScreen } from "../features/history/screen";
import { parametersScreen } from "../features/parameters/screen";
import { pipelineScreen } from "../features/pipeline/screen";
import { referencesScreen } from "../features/references/screen";
import { variationsScreen } from "../features/variations/screen";
import { verificationScreen } from "../features/verification/screen";

export const screens = [
  overviewScreen, //
  scriptScreen,
  boardScreen,
  shotScreen,
  compareScreen,
  variationsScreen,
  queueScreen,
  filmScreen,
  timelineScreen,
  languagesScreen,
  reviewScreen,
  playlistsScreen,
  parametersScreen,
  pipelineScreen,
  referencesScreen,
  changeSetsScreen,
  historyScreen,
  costsScreen,
  verificationScreen,
] as const satisfies readonly Screen[];

/** The screens that the rail and the palette name. */
export const railed: readonly Rail[] = (screens as readonly Screen[]).flatMap(({ rail }) => (rail ? [rail] : []));
