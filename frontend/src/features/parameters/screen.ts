/** Parameters, as the rail and the router know them. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { SlidersHorizontal } from "lucide-react";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";

export interface ParametersSearch {
  /** The level shown: a shot, else a scene, else the production. */
  scene?: string;
  shot?: string;
  /** The name of the parameter in the inspector. */
  parameter?: string;
  /** Only those of this text. */
  q?: string;
  /** Only those set or locked on the level shown. */
  only?: true;
}

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "parameters",
  validateSearch: (search: Record<string, unknown>): ParametersSearch => ({
    ...text(search, "scene"),
    ...text(search, "shot"),
    ...text(search, "parameter"),
    ...text(search, "q"),
    ...(search.only === true ? { only: true } : {}),
  }),
  component: lazyRouteComponent(() => import("./parameters-page"), "ParametersPage"),
  staticData: { past: true },
});

function text(search: Record<string, unknown>, name: string): Record<string, string> {
  const value = search[name];
  return typeof value === "string" && value !== "" ? { [name]: value } : {};
}

export const parametersScreen = {
  route,
  rail: { to: "parameters", label: "parameters:title", icon: SlidersHorizontal, keys: "g m" },
} satisfies Screen<typeof route>;
