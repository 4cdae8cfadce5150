/** The screenplay, as the rail and the router know it. */
import { createRoute } from "@tanstack/react-router";
import { ScrollText } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { text } from "../../shared/routing/search";

export interface ScriptSearch {
  /** The line to stand on, counted from 1. */
  line?: number;
  /** A shot whose lines to stand on. */
  shot?: string;
}

function scriptSearch(search: Record<string, unknown>): ScriptSearch {
  const line = Number(search.line);
  return {
    ...(Number.isInteger(line) && line > 0 ? { line } : {}),
    ...text(search, "shot"),
  };
}

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "script",
  validateSearch: scriptSearch,
  component: lazyScreen(() => import("./script-page"), "ScriptPage"),
  staticData: { past: true },
});

export const scriptScreen = {
  route,
  rail: { to: "script", label: "script:title", icon: ScrollText, keys: "g s" },
} satisfies Screen<typeof route>;
