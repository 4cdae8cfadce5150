/** References and cast, as the rail and the router know them. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { UsersRound } from "lucide-react";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";
import { KINDS, type Kind } from "./kinds";

export const TABS = ["look", "shots", "versions"] as const;
export type Tab = (typeof TABS)[number];

export interface ReferencesSearch {
  kind?: Kind;
  q?: string;
  removed?: true;
  tab?: Tab;
  /** The shot whose cast is in the inspector. */
  shot?: string;
}

const validateSearch = (search: Record<string, unknown>): ReferencesSearch => ({
  ...(KINDS.includes(search.kind as Kind) ? { kind: search.kind as Kind } : {}),
  ...(typeof search.q === "string" && search.q ? { q: search.q } : {}),
  ...(search.removed === true ? { removed: true } : {}),
  ...(TABS.includes(search.tab as Tab) ? { tab: search.tab as Tab } : {}),
  ...(typeof search.shot === "string" && search.shot ? { shot: search.shot } : {}),
});

/** The last part of the address is the open reference; without it the list alone stands. */
const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "references/{-$reference}",
  validateSearch,
  component: lazyRouteComponent(() => import("./references-page"), "ReferencesPage"),
  staticData: { past: true },
});

export const referencesScreen = {
  route,
  rail: { to: "references", label: "references:title", icon: UsersRound, keys: "g l" },
} satisfies Screen<typeof route>;
