/** The film, as the rail and the router know it. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { Film } from "lucide-react";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "film",
  validateSearch: (search: Record<string, unknown>): { frame?: number } => frameOf(search.frame),
  component: lazyRouteComponent(() => import("./film-page"), "FilmPage"),
});

function frameOf(value: unknown): { frame?: number } {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? { frame: Number(value) } : {};
}

export const filmScreen = {
  route,
  rail: { to: "film", label: "film:title", icon: Film, keys: "g f" },
} satisfies Screen<typeof route>;
