/** The verification of a production's log, as the rail and the router know it. */
import { createRoute } from "@tanstack/react-router";
import { ShieldCheck } from "lucide-react";
import { lazyScreen } from "../../shared/routing/lazy-part";
import { productionRoute } from "../../shared/routing/parents";
import type { Screen } from "../../shared/routing/screen";

const route = createRoute({
  getParentRoute: () => productionRoute,
  path: "verification",
  component: lazyScreen(() => import("./verification-page"), "VerificationPage"),
});

export const verificationScreen = {
  route,
  rail: { to: "verification", label: "verification:title", icon: ShieldCheck, keys: "g a" },
} satisfies Screen<typeof route>;
