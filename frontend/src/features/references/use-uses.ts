/** The shots that cast a reference, now or at the moment in the address. */
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { pastQuery } from "../../shared/api/past";
import { useProduction } from "../../shared/routing/use-production";
import { usedByQuery, type Usage } from "./queries";

export function useUses(reference: string): UseQueryResult<Usage[], unknown> {
  const { id, at, past } = useProduction();
  const now = useQuery({ ...usedByQuery(id, reference), enabled: !past });
  const then = useQuery({
    ...pastQuery(id, at ?? ""),
    enabled: past,
    select: (state): Usage[] =>
      state.shots.flatMap(({ id: shot, code, cast }) =>
        cast
          .filter((entry) => entry.reference === reference)
          .map(({ role, version }) => ({ shot, code, role, version })),
      ),
  });
  return past ? then : now;
}
