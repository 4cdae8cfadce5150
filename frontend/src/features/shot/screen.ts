/** One shot, as the router knows it: reached from board, film and review, so it has no place in the rail. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { shotSearch } from "./search";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "shots/$shot",
  validateSearch: shotSearch,
  component: lazyRouteComponent(() => import("./shot-page"), "ShotPage"),
  staticData: { past: true },
});

export const shotScreen = { route } satisfies Screen<typeof route>;
