/** The film, as the rail and the router know it. */
import { createRoute } from "@tanstack/react-router";
import { Film } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { text, whole } from "../../shared/routing/search";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "film",
  validateSearch: (search: Record<string, unknown>) => ({ ...whole(search, "frame"), ...text(search, "spoken") }),
  component: lazyScreen(() => import("./film-page"), "FilmPage"),
});

export const filmScreen = {
  route,
  rail: { to: "film", label: "film:title", icon: Film, keys: "g f" },
} satisfies Screen<typeof route>;
