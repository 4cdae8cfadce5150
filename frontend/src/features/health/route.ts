/** /health: how the installation is, for those who answer for it. */
import { createRoute } from "@tanstack/react-router";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { shellRoute } from "../../shared/routing/parents";

export const healthRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/health",
  component: lazyScreen(() => import("./health-page"), "HealthPage"),
});
