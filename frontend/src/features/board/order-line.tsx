/** One order: its state, how many of its jobs are through, and the button that cancels it. */
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Order } from "../../shared/api/stages";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { RelativeTime } from "../../shared/ui/figures";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { HeldNote } from "../../shared/ordering/held-note";
import { useReleaseOrder } from "../../shared/ordering/use-order";

export function OrderLine({ order, onCancel }: { order: Order; onCancel?: () => void }) {
  const { id, may } = useProduction();
  const { allowed, reason } = may("generate");
  const { t } = useTranslation("board");
  const release = useReleaseOrder(id);
  const { jobs } = order;
  const through = jobs.done + jobs.reused + jobs.failed + jobs.skipped + jobs.cancelled;
  const placed = placedAt(order.id);
  return (
    <li className="flex items-center gap-3 border-line px-3 py-2 not-first:border-t">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-3 text-form">
          <StatusGlyph state={order.state} />
          {t("orders.shots", { count: order.shots.length })}
          {placed && <RelativeTime at={placed} />}
        </p>
        <HeldNote order={order} className="mt-1 text-body" />
        {order.grid && (
          <Link to={`/p/${id}/variations/${order.id}` as "/productions"} className="text-body text-accent underline">
            {t("orders.grid")}
          </Link>
        )}
        {release.problem && <ProblemNotice error={release.problem} inline />}
        {order.state === "running" && (
          <progress
            value={through}
            max={jobs.total || 1}
            aria-label={t("progress")}
            className="mt-1.5 block h-1 w-full appearance-none overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-running"
          />
        )}
        <p className="numbers mt-1 text-label text-muted">
          {[
            t("orders.through", { through, total: jobs.total }),
            jobs.reused > 0 && t("orders.reused", { count: jobs.reused }),
            jobs.failed > 0 && t("orders.failed", { count: jobs.failed }),
            jobs.skipped > 0 && t("orders.skipped", { count: jobs.skipped }),
            jobs.cancelled > 0 && t("orders.stopped", { count: jobs.cancelled }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      {order.state === "held" && (
        <span title={allowed ? undefined : (reason ?? undefined)}>
          <Button
            size="small"
            kind="primary"
            isPending={release.saving}
            isDisabled={!allowed}
            onPress={() => release.run(order.id)}
          >
            {t("orders.release")}
          </Button>
        </span>
      )}
      {onCancel && (
        <span title={allowed ? undefined : (reason ?? undefined)}>
          <Button size="small" onPress={onCancel} isDisabled={!allowed}>
            {t("orders.cancel")}
          </Button>
        </span>
      )}
    </li>
  );
}

/** The time that a version 7 id carries. */
function placedAt(id: string): string | null {
  const milliseconds = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
  return Number.isFinite(milliseconds) ? new Date(milliseconds).toISOString() : null;
}
