/** The production of the address: its id, whether it is shown as of the past, and what the reader may do. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { productionQuery } from "../api/productions";

const route = getRouteApi("/in/p/$production");

export interface May {
  allowed: boolean;
  /** Why not, for the tooltip of what is off. */
  reason: string | null;
}

export function useProduction() {
  const { t } = useTranslation("shell");
  const { production } = route.useParams();
  const { at } = route.useSearch();
  const { data } = useQuery(productionQuery(production));
  /** `action` as in the `can` of a production; pass another thing's `can` for its own actions. */
  const may = (
    action: string,
    can: Record<string, { allowed: boolean; reason?: string | null }> | undefined = data?.can,
  ): May => {
    if (at !== undefined) return { allowed: false, reason: t("live.explain.past") };
    const found = can?.[action];
    return { allowed: found?.allowed ?? false, reason: found?.reason ?? null };
  };
  return { id: production, at: at === undefined ? null : String(at), past: at !== undefined, production: data, may };
}
