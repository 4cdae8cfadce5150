/** The history, as the rail and the router know it. */
import { createRoute } from "@tanstack/react-router";
import { History } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { historySearch } from "./search";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "history",
  validateSearch: historySearch,
  component: lazyScreen(() => import("./history-page"), "HistoryPage"),
  staticData: { past: true },
});

export const historyScreen = {
  route,
  rail: { to: "history", label: "history:title", icon: History, keys: "g t" },
} satisfies Screen<typeof route>;
