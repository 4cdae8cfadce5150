/** The production of the address: its id, whether it is shown as of the past, and what the reader may do. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { productionQuery } from "../api/productions";
import type { components } from "../api/schema";

const route = getRouteApi("/in/p/$production");

/** Whether something is allowed, and why not, for the tooltip of what is off. */
export type May = components["schemas"]["Permission"];
type ProductionCan = NonNullable<components["schemas"]["Production"]["can"]>;
export type ProductionAction = keyof ProductionCan;

export function useProduction() {
  const { t } = useTranslation("shell");
  const { production } = route.useParams();
  const { at } = route.useSearch();
  const { data } = useQuery(productionQuery(production));
  /** `action` as in the `can` of a production; pass another thing's `can` for its own actions. */
  const may = <Can extends Record<string, May> = ProductionCan>(
    action: keyof Can & string,
    can: Can | undefined = data?.can as Can | undefined,
  ): May => {
    if (at !== undefined) return { allowed: false, reason: t("live.explain.past") };
    return can?.[action] ?? { allowed: false, reason: null };
  };
  return { id: production, at: at === undefined ? null : String(at), past: at !== undefined, production: data, may };
}
