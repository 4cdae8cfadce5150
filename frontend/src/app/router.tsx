/** The route tree: sign-in, productions, the account, the installation's health, and the screens of a production. */
import type { QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter, Link, redirect, type ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { accountRoute } from "../features/account/route";
import { guestRoute } from "../features/guest/route";
import { healthRoute } from "../features/health/route";
import { modelsRoute } from "../features/models/route";
import { pricesRoute } from "../features/prices/route";
import { productionsRoute } from "../features/productions/route";
import { signInRoute } from "../features/sign-in/route";
import { workRoute } from "../features/work/route";
import { productionRoute, rootRoute, shellRoute } from "../shared/routing/parents";
import type { Screen } from "../shared/routing/screen";
import { EmptyState } from "../shared/ui/empty-state";
import { ProblemNotice } from "../shared/ui/problem-notice";
import { Skeleton } from "../shared/ui/skeleton";
import { screens } from "./screens";
import { ProductionFrame } from "./shell/production-frame";
import { Shell } from "./shell/shell";

type RoutesOf<Screens extends readonly Screen[]> = { -readonly [Index in keyof Screens]: Screens[Index]["route"] };

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/productions" });
  },
});

const shell = shellRoute.update({ component: Shell });
const production = productionRoute.update({ component: ProductionFrame });
const screenRoutes = screens.map((screen) => screen.route) as unknown as RoutesOf<typeof screens>;
const tree = rootRoute.addChildren([
  homeRoute,
  signInRoute,
  guestRoute,
  shell.addChildren([
    productionsRoute,
    accountRoute,
    healthRoute,
    modelsRoute,
    pricesRoute,
    workRoute,
    production.addChildren(screenRoutes),
  ]),
]);

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: Broken,
    defaultNotFoundComponent: NotFound,
    defaultPendingComponent: Skeleton,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
  interface StaticDataRouteOption {
    /** The screen reads `at` and shows things as they were then; without it, the past is not shown in it. */
    past?: true;
  }
}

function Broken({ error, reset }: ErrorComponentProps) {
  return <ProblemNotice error={error} onRetry={reset} />;
}

function NotFound() {
  const { t } = useTranslation("shell");
  return (
    <EmptyState
      whole
      title={t("not-found.title")}
      action={
        <Link to="/productions" className="text-form text-accent underline">
          {t("not-found.action")}
        </Link>
      }
    >
      {t("not-found.text")}
    </EmptyState>
  );
}
