/** The timeline, as the router knows it: the film leads to it. */
import { createRoute } from "@tanstack/react-router";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { whole } from "../../shared/routing/search";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "timeline",
  validateSearch: (search: Record<string, unknown>) => whole(search, "frame"),
  component: lazyScreen(() => import("./timeline-page"), "TimelinePage"),
});

export const timelineScreen = { route } satisfies Screen<typeof route>;
