/** References and cast, as the rail and the router know them. */
import { createRoute } from "@tanstack/react-router";
import { UsersRound } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { referencesSearch } from "./search";

/** The last part of the address is the open reference; without it the list alone stands. */
const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "references/{-$reference}",
  validateSearch: referencesSearch,
  component: lazyScreen(() => import("./references-page"), "ReferencesPage"),
  staticData: { past: true },
});

export const referencesScreen = {
  route,
  rail: { to: "references", label: "references:title", icon: UsersRound, keys: "g l" },
} satisfies Screen<typeof route>;
