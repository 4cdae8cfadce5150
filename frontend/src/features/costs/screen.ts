/** What a production may spend and where it went, as the rail and the router know it. */
import { createRoute } from "@tanstack/react-router";
import { Coins } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "costs",
  component: lazyScreen(() => import("./costs-page"), "CostsPage"),
});

export const costsScreen = {
  route,
  rail: { to: "costs", label: "costs:title", icon: Coins, keys: "g c" },
} satisfies Screen<typeof route>;
