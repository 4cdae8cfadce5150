/** Placing an order. */
import { useTranslation } from "react-i18next";
import { client, idempotent, read } from "../api/client";
import type { components } from "../api/schema";
import { keys } from "../live/query-keys";
import { useCommand } from "../live/use-command";
import { toast } from "../ui/toast";
import { orderBody, type OrderAsked } from "./queries";
import "./words";

type Placed = components["schemas"]["OrderWritten"];

export function usePlaceOrder(production: string, onDone: (order: Placed) => void) {
  const { t } = useTranslation("ordering");
  return useCommand<OrderAsked, Placed>({
    call: (asked, key) =>
      read(
        client.POST("/api/v1/productions/{production}/orders/", {
          params: { path: { production } },
          headers: idempotent(key),
          body: { ...orderBody(asked), held: false, reason: "" },
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
