/** What the address asks of the history, and changing it. */
import { getRouteApi } from "@tanstack/react-router";
import type { Moment } from "../../shared/routing/parents";
import type { HistorySearch } from "./search";

const route = getRouteApi("/in/p/$production/history");

type Change = { [Name in keyof HistorySearch]?: HistorySearch[Name] | undefined } & { at?: Moment | undefined };

export function useHistorySearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (change: Change) =>
    void navigate({ search: (before) => ({ ...before, ...change }) as never, replace: true });
  return { search, change };
}
