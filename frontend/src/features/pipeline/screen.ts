/** The pipeline, as the rail and the router know it. */
import { createRoute } from "@tanstack/react-router";
import { Workflow } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { oneOf, text } from "../../shared/routing/search";

/** `of` shows what is published instead of the draft, `stage` is the one that is open. */
const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "pipeline",
  validateSearch: (search: Record<string, unknown>) => ({
    ...oneOf(search, "of", ["published" as const]),
    ...text(search, "stage"),
  }),
  component: lazyScreen(() => import("./pipeline-page"), "PipelinePage"),
});

export const pipelineScreen = {
  route,
  rail: { to: "pipeline", label: "pipeline:title", icon: Workflow, keys: "g n" },
} satisfies Screen<typeof route>;
