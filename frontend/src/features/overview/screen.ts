/** The production's first page, as the rail and the router know it. */
import { createRoute } from "@tanstack/react-router";
import { House } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "/",
  component: lazyScreen(() => import("./overview-page"), "OverviewPage"),
});

export const overviewScreen = {
  route,
  rail: { to: "", label: "overview:title", icon: House, keys: "g h" },
} satisfies Screen<typeof route>;
