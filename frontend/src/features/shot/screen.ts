/** One shot, as the router knows it: reached from board, film and review, so it has no place in the rail. */
import { createRoute } from "@tanstack/react-router";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { shotSearch } from "./search";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "shots/$shot",
  validateSearch: shotSearch,
  component: lazyScreen(() => import("./shot-page"), "ShotPage"),
  staticData: { past: true },
});

export const shotScreen = { route } satisfies Screen<typeof route>;
