/** The contact sheet of one grid, as the router knows it. */
import { createRoute } from "@tanstack/react-router";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "variations/$order",
  component: lazyScreen(() => import("./sheet-page"), "SheetPage"),
});

export const variationsScreen = { route } satisfies Screen<typeof route>;
