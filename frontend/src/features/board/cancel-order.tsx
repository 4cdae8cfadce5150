/** Before an order is cancelled: what is made and paid already and stays, what stops, what never runs. */
import { useTranslation } from "react-i18next";
import { isOpenOrder, type Order } from "../../shared/api/stages";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { useCancelOrder } from "../../shared/ordering/use-order";

export function CancelOrder({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation("board");
  const cancel = useCancelOrder(order.production, onClose);
  const { jobs } = order;
  const open = isOpenOrder(order);
  return (
    <Dialog
      title={t("cancel.title", { count: order.shots.length })}
      open
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("cancel.keep")}</Button>
          <Button kind="danger" isDisabled={!open || cancel.saving} onPress={() => cancel.run(order.id)}>
            {t("orders.cancel")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2 text-form">
        {cancel.problem && <ProblemNotice error={cancel.problem} inline />}
        {!open && <p>{t("cancel.over")}</p>}
        <p>{t("cancel.paid", { count: jobs.done })}</p>
        {jobs.running > 0 && <p>{t("cancel.running", { count: jobs.running })}</p>}
        <p>{t("cancel.waiting", { count: jobs.waiting + jobs.ready })}</p>
      </div>
    </Dialog>
  );
}
