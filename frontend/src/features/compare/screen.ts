/** The comparison of a take of a shot with something else, as the router knows it. */
import { createRoute } from "@tanstack/react-router";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { compareSearch } from "./search";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "shots/$shot/compare",
  validateSearch: compareSearch,
  component: lazyScreen(() => import("./compare-page"), "ComparePage"),
});

export const compareScreen = { route } satisfies Screen<typeof route>;
