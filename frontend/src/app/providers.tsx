/** Cache, router and language around everything; a session that ended anywhere leads to signing in. */
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { I18nProvider } from "react-aria-components";
import { asProblem } from "../shared/api/problem";
import { keys } from "../shared/live/query-keys";
import { makeRouter } from "./router";

function onError(error: unknown): void {
  if (!asProblem(error).signedOut) return;
  queries.setQueryData(keys.session, (session: object | undefined) => ({ ...session, person: null }));
  void router.invalidate();
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      networkMode: "always",
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && asProblem(error).passing,
      retryDelay: (failures) => 400 * 2 ** failures,
    },
    mutations: { networkMode: "always" },
  },
});
const router = makeRouter(queries);

export function Providers() {
  return (
    <I18nProvider locale="en-GB">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nProvider>
  );
}
