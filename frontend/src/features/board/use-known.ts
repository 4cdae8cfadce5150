/** What can stand in fields of shots by name, as the production has it now. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { worksQuery } from "../../shared/api/works";
import { useProduction } from "../../shared/routing/use-production";
import { knownOf, type Known } from "./fields";
import { namesQuery } from "./queries";

const NO_NAMES: ReadonlyMap<string, string> = new Map();

export function useKnown(): Known {
  const { id } = useProduction();
  const { data: names = NO_NAMES } = useQuery(namesQuery(id));
  const { data: works } = useQuery(worksQuery(id));
  return useMemo(() => knownOf(names, works), [names, works]);
}
