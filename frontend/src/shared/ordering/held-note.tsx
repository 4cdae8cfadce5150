/** What a held order waits for, and what it may cost at most. */
import { useTranslation } from "react-i18next";
import type { Order } from "../api/stages";
import { Money } from "../ui/figures";

export function HeldNote({ order, className }: { order: Order; className?: string }) {
  const { t } = useTranslation("board");
  if (order.state !== "held") return null;
  return (
    <p className={className}>
      {t(`orders.waits-${order.waits || "asked"}`)}
      {order.reserved && (
        <>
          {" "}
          {t("orders.most")} <Money value={order.reserved} />
        </>
      )}
    </p>
  );
}
