/** /work: what is left for me to do, in all productions. */
import { createRoute } from "@tanstack/react-router";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { shellRoute } from "../../shared/routing/parents";

export const workRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/work",
  component: lazyScreen(() => import("./work-page"), "WorkPage"),
});
