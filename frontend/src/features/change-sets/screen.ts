/** Change sets, as the rail and the router know them. */
import { createRoute } from "@tanstack/react-router";
import { Layers } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { text } from "../../shared/routing/search";

/** The last part of the address is the open set; `with` is the one that it is compared with. */
const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "change-sets/{-$set}",
  validateSearch: (search: Record<string, unknown>) => text(search, "with"),
  component: lazyScreen(() => import("./change-sets-page"), "ChangeSetsPage"),
});

export const changeSetsScreen = {
  route,
  rail: { to: "change-sets", label: "change-sets:title", icon: Layers, keys: "g e" },
} satisfies Screen<typeof route>;
