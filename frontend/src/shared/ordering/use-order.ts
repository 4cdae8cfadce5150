/** Releasing an order, and cancelling one. */
import { useTranslation } from "react-i18next";
import { client, idempotent, read } from "../api/client";
import type { components } from "../api/schema";
import { keys } from "../live/query-keys";
import { useCommand } from "../live/use-command";
import { toast } from "../ui/toast";

type Placed = components["schemas"]["OrderWritten"];

export function useReleaseOrder(production: string) {
  const { t } = useTranslation("board");
  return useCommand<string, Placed>({
    call: (id, key) =>
      read(
        client.POST("/api/v1/orders/{id}/release/", {
          params: { path: { id } },
          headers: idempotent(key),
          body: { version: null },
        }),
      ),
    onDone: () => toast(t("orders.released")),
    renews: [keys.orders(production), keys.stages(production)],
  });
}

export function useCancelOrder(production: string, onDone: () => void) {
  const { t } = useTranslation("board");
  return useCommand<string, Placed>({
    call: (id, key) =>
      read(
        client.POST("/api/v1/orders/{id}/cancel/", {
          params: { path: { id } },
          headers: idempotent(key),
          body: { reason: "", version: null },
        }),
      ),
    onDone: () => {
      toast(t("orders.cancelled"));
      onDone();
    },
    renews: [keys.orders(production), keys.stages(production)],
  });
}
