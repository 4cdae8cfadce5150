/** /health: how the installation is, for those who answer for it. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../../shared/routing/parents";

export const healthRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/health",
  component: lazyRouteComponent(() => import("./health-page"), "HealthPage"),
});
