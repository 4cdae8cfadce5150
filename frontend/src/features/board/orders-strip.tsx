/** In the strip below: open orders with their progress, and their cancelling. */
import { useQuery } from "@tanstack/react-query";
import { ChevronUp } from "lucide-react";
import { useState } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { isOpenOrder, ordersQuery, type Order } from "../../shared/api/stages";
import { POPOVER } from "../../shared/ui/select";
import { CancelOrder } from "./cancel-order";
import { OrderLine } from "./order-line";

const RECENT = 5;

export function OrdersButton({ production }: { production: string }) {
  const { t } = useTranslation("board");
  const { data = [] } = useQuery(ordersQuery(production));
  const [cancelled, setCancelled] = useState<Order | null>(null);
  const open = data.filter(isOpenOrder);
  const past = data.filter((order) => !isOpenOrder(order)).slice(0, RECENT);
  return (
    <>
      <DialogTrigger>
        <Button className="flex h-6 items-center gap-1.5 rounded-md px-2 text-muted hover:bg-raised hover:text-text">
          {t("orders.open", { count: open.length })}
          <ChevronUp size={12} aria-hidden />
        </Button>
        <Popover placement="top end" offset={6} className={POPOVER}>
          <Dialog
            aria-label={t("orders.title")}
            className="max-h-[60vh] w-[440px] max-w-[90vw] overflow-auto outline-none"
          >
            {open.length === 0 && <p className="p-3 text-form text-muted">{t("orders.none")}</p>}
            <ul>
              {open.map((order) => (
                <OrderLine key={order.id} order={order} onCancel={() => setCancelled(order)} />
              ))}
            </ul>
            {past.length > 0 && (
              <h2 className="border-t border-line px-3 pt-3 pb-1 text-label font-medium text-muted">
                {t("orders.recent")}
              </h2>
            )}
            <ul>
              {past.map((order) => (
                <OrderLine key={order.id} order={order} />
              ))}
            </ul>
          </Dialog>
        </Popover>
      </DialogTrigger>
      {cancelled && (
        <CancelOrder
          order={data.find((each) => each.id === cancelled.id) ?? cancelled}
          onClose={() => setCancelled(null)}
        />
      )}
    </>
  );
}
