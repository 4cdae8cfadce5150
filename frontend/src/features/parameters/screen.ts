/** Parameters, as the rail and the router know them. */
import { createRoute } from "@tanstack/react-router";
import { SlidersHorizontal } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { parametersSearch } from "./search";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "parameters",
  validateSearch: parametersSearch,
  component: lazyScreen(() => import("./parameters-page"), "ParametersPage"),
  staticData: { past: true },
});

export const parametersScreen = {
  route,
  rail: { to: "parameters", label: "parameters:title", icon: SlidersHorizontal, keys: "g m" },
} satisfies Screen<typeof route>;
