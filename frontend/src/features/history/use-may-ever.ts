/** What the reader may do, also while they look at the past: it is about a past moment, and happens now. */
import { useProduction, type May, type ProductionAction } from "../../shared/routing/use-production";

export function useMayEver(action: ProductionAction): May {
  const { production } = useProduction();
  return production?.can?.[action] ?? { allowed: false, reason: null };
}
