/** The review, as the rail and the router know it. */
import { createRoute } from "@tanstack/react-router";
import { Gavel } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { text, whole } from "../../shared/routing/search";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "review",
  validateSearch: (search: Record<string, unknown>) => ({ ...text(search, "take"), ...whole(search, "frame") }),
  component: lazyScreen(() => import("./review-page"), "ReviewPage"),
});

export const reviewScreen = {
  route,
  rail: { to: "review", label: "review:title", icon: Gavel, keys: "g v" },
} satisfies Screen<typeof route>;
