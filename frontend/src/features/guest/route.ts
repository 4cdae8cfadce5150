/** /guest/<link>#<secret>: what a guest of a share link sees. Nobody is signed in there. */
import { createRoute } from "@tanstack/react-router";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { rootRoute } from "../../shared/routing/parents";

export const guestRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/guest/$link",
  component: lazyScreen(() => import("./guest-page"), "GuestPage"),
});
