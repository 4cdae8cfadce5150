/** What the reader may do, also while they look at the past: it is about a past moment, and happens now. */
import { useProduction, type May } from "../../shared/routing/use-production";

export function useMayEver(action: string): May {
  const { production } = useProduction();
  const found = production?.can?.[action];
  return { allowed: found?.allowed ?? false, reason: found?.reason ?? null };
}
