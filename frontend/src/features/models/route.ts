/** /models: the models of the studio; the last part of the address is the open one. */
import { createRoute } from "@tanstack/react-router";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { shellRoute } from "../../shared/routing/parents";
import { flag } from "../../shared/routing/search";

export const modelsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/models/{-$model}",
  validateSearch: (search: Record<string, unknown>) => ({ ...flag(search, "add"), ...flag(search, "workflow") }),
  component: lazyScreen(() => import("./models-page"), "ModelsPage"),
});
