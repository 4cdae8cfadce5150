/** The history, as the rail and the router know it. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { History } from "lucide-react";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";

export interface HistorySearch {
  view?: "difference";
  /** Kinds of things, separated by commas: shot, reference, take … */
  kind?: string;
  /** One person. */
  actor?: string;
  /** One scene, shot, reference, take or order. */
  entity?: string;
  q?: string;
  /** Only from this time on, and up to this time; in UTC. */
  since?: string;
  until?: string;
  /** The position of the event that is open, and which part of it. */
  event?: number;
  part?: Part;
  /** The position A of the time machine; B is the moment that is shown. */
  from?: number;
}

export type Part = "chain" | "receipt" | "data";
const PARTS: readonly unknown[] = ["chain", "receipt", "data"] satisfies Part[];

const text = (search: Record<string, unknown>, name: string) =>
  typeof search[name] === "string" && search[name] ? { [name]: search[name] } : {};
const whole = (search: Record<string, unknown>, name: string) =>
  Number.isSafeInteger(search[name]) && Number(search[name]) >= 0 ? { [name]: search[name] } : {};

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "history",
  validateSearch: (search: Record<string, unknown>): HistorySearch => ({
    ...(search.view === "difference" ? { view: "difference" } : {}),
    ...text(search, "kind"),
    ...text(search, "actor"),
    ...text(search, "entity"),
    ...text(search, "q"),
    ...text(search, "since"),
    ...text(search, "until"),
    ...whole(search, "event"),
    ...(PARTS.includes(search.part) ? { part: search.part as Part } : {}),
    ...whole(search, "from"),
  }),
  component: lazyRouteComponent(() => import("./history-page"), "HistoryPage"),
  staticData: { past: true },
});

export const historyScreen = {
  route,
  rail: { to: "history", label: "history:title", icon: History, keys: "g t" },
} satisfies Screen<typeof route>;
