/** Placing an order, and cancelling one. */
import { useTranslation } from "react-i18next";
import { client, idempotent, read } from "../api/client";
import type { components } from "../api/schema";
import { keys } from "../live/query-keys";
import { useCommand } from "../live/use-command";
import { toast } from "../ui/toast";

export interface Wanted {
  shots: string[];
  stages: components["schemas"]["PlaceOrder"]["stages"];
  variations: number | null;
  includeApproved: boolean;
}

type Placed = components["schemas"]["OrderWritten"];

export function usePlaceOrder(production: string, onDone: (order: Placed) => void) {
  const { t } = useTranslation("board");
  return useCommand<Wanted, Placed>({
    call: ({ shots, stages, variations, includeApproved }, key) =>
      read(
        client.POST("/api/v1/productions/{production}/orders/", {
          params: { path: { production } },
          headers: idempotent(key),
          body: {
            shots,
            stages,
            variations,
            include_approved: includeApproved,
            held: false,
            reason: "",
          },
        }),
      ),
    onDone: (order) => {
      toast(
        order.state === "held"
          ? t("ordered-held")
          : order.jobs.total === 0
            ? t("ordered-nothing")
            : t("ordered", { count: order.shots.length, jobs: order.jobs.total }),
      );
      onDone(order);
    },
    renews: [keys.orders(production), keys.stages(production)],
  });
}

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
