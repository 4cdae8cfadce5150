/** /prices: what the studio's devices cost, for those who answer for it. */
import { createRoute } from "@tanstack/react-router";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { shellRoute } from "../../shared/routing/parents";

export const pricesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/prices",
  component: lazyScreen(() => import("./prices-page"), "PricesPage"),
});
