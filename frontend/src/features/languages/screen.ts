/** What the film says in other languages, as the rail and the router know it. */
import { createRoute } from "@tanstack/react-router";
import { Languages } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { text } from "../../shared/routing/search";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "languages",
  validateSearch: (search: Record<string, unknown>) => text(search, "into"),
  component: lazyScreen(() => import("./languages-page"), "LanguagesPage"),
});

export const languagesScreen = {
  route,
  rail: { to: "languages", label: "languages:title", icon: Languages, keys: "g x" },
} satisfies Screen<typeof route>;
