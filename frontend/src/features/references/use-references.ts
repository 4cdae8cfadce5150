/** The library as the address asks for it, and changing what the address asks. */
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { pastQuery } from "../../shared/api/past";
import { useProduction } from "../../shared/routing/use-production";
import { referencesQuery, type Reference } from "./queries";
import type { ReferencesSearch } from "./search";

const route = getRouteApi("/in/p/$production/references/{-$reference}");

export function useReferencesSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (change: { [Name in keyof ReferencesSearch]?: ReferencesSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }) as ReferencesSearch, replace: true });
  const open = (reference: string | undefined) =>
    void navigate({ params: { reference } as never, search: (before) => before });
  return { search, change, open };
}

/** The list of now, or of the moment in the address. */
export function useReferences(removed: boolean): UseQueryResult<Reference[], unknown> {
  const { id, at, past } = useProduction();
  const now = useQuery({ ...referencesQuery(id, removed), enabled: !past });
  const then = useQuery({
    ...pastQuery(id, at ?? ""),
    enabled: past,
    select: (state) => [...(state.references ?? [])].toSorted((a, b) => a.name.localeCompare(b.name)),
  });
  return past ? then : now;
}
