/** /productions: `find` narrows the list, `new` opens the form. */
import { createRoute } from "@tanstack/react-router";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { shellRoute } from "../../shared/routing/parents";

export const productionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/productions",
  validateSearch: (search: Record<string, unknown>): { find?: string; new?: true } => ({
    ...(typeof search.find === "string" && search.find ? { find: search.find } : {}),
    ...(search.new === true ? { new: true as const } : {}),
  }),
  component: lazyScreen(() => import("./productions-page"), "ProductionsPage"),
});
