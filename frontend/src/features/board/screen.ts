/** The board, as the rail and the router know it. */
import { createRoute } from "@tanstack/react-router";
import { LayoutGrid } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { boardSearch } from "./search";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "board",
  validateSearch: boardSearch,
  staticData: { past: true },
  component: lazyScreen(() => import("./board-page"), "BoardPage"),
});

export const boardScreen = {
  route,
  rail: { to: "board", label: "board:title", icon: LayoutGrid, keys: "g b" },
} satisfies Screen<typeof route>;
