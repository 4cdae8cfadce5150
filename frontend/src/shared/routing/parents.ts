/** The routes under which features hang theirs; app gives them their components. */
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, redirect, retainSearchParams } from "@tanstack/react-router";
import { sessionQuery } from "../api/session";

export interface RouterContext {
  queries: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()();

/** Everything that needs somebody signed in: shown inside the shell. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "in",
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (session.person === null) throw redirect({ to: "/sign-in", search: { next: location.href } });
    return { person: session.person };
  },
});

/** A position, as the number that it is so that the address reads `at=78`, or the name of another moment. */
export type Moment = number | string;

const momentOf = (text: string): Moment => (/^\d{1,15}$/.test(text) ? Number(text) : text);

/** Everything of one production. `at` (a position, a time in UTC, or `marker:<name>`) shows it as it was then. */
export const productionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/p/$production",
  validateSearch: ({ at }: Record<string, unknown>): { at?: Moment } =>
    at === undefined || at === "" ? {} : { at: momentOf(String(at)) },
  search: { middlewares: [retainSearchParams(["at"])] },
});
