/** The queue, as the rail and the router know it. */
import { createRoute } from "@tanstack/react-router";
import { ListVideo } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "queue",
  component: lazyScreen(() => import("./queue-page"), "QueuePage"),
});

export const queueScreen = {
  route,
  rail: { to: "queue", label: "queue:title", icon: ListVideo, keys: "g q" },
} satisfies Screen<typeof route>;
