/** One shot, as the router knows it: reached from board, film and review, so it has no place in the rail. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";

export const TABS = ["inputs", "edit", "differences", "history"] as const;
export type ShotTab = (typeof TABS)[number];

export interface ShotSearch {
  take?: string;
  frame?: number;
  tab?: ShotTab;
  /** The take that the selected one is compared with. */
  against?: string;
}

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "shots/$shot",
  validateSearch: (search: Record<string, unknown>): ShotSearch => ({
    ...(typeof search.take === "string" ? { take: search.take } : {}),
    ...(Number.isSafeInteger(search.frame) && Number(search.frame) >= 0 ? { frame: Number(search.frame) } : {}),
    ...(TABS.includes(search.tab as ShotTab) ? { tab: search.tab as ShotTab } : {}),
    ...(typeof search.against === "string" ? { against: search.against } : {}),
  }),
  component: lazyRouteComponent(() => import("./shot-page"), "ShotPage"),
  staticData: { past: true },
});

export const shotScreen = { route } satisfies Screen<typeof route>;
