/** What a feature hands to app/screens.ts: its route, and how the rail and the palette name it. */
import type { AnyRoute } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";

export interface Rail {
  /** Path below the production, such as "board"; "" is the production itself. */
  to: string;
  /** An i18n key with its namespace, such as "board:title". */
  label: string;
  icon: LucideIcon;
  /** Shortcut, such as "g b". */
  keys: string;
}

export interface Screen<Route extends AnyRoute = AnyRoute> {
  route: Route;
  /** Absent for screens that are reached from others, such as one shot. */
  rail?: Rail;
}
