/** What happens to the stages of a plan, and why: those with the same stage, fate and reason are one row. */
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useProduction } from "../routing/use-production";
import { Cause } from "../ui/event-link";
import { isFree, Money, RelativeTime, Seconds } from "../ui/figures";
import { useStageTitle } from "../ui/stage-title";
import { byReason, costOf, type Group, type PlanLine } from "./estimate";
import "./words";

export function PlanLines({ lines }: { lines: readonly PlanLine[] }) {
  const { t } = useTranslation("ordering");
  const title = useStageTitle();
  const groups = byReason(lines);
  const many = groups.some((group) => group.lines.length > 1);
  const priced = lines.some(({ cost }) => cost !== null);
  return (
    <table className="w-full text-left text-body [&_td]:py-1 [&_td]:pr-3 [&_th]:py-1 [&_th]:pr-3">
      <caption className="sr-only">{t("sheet.why")}</caption>
      <thead className="text-label text-muted [&_th]:font-medium">
        <tr>
          {many && <th className="text-right">{t("sheet.count")}</th>}
          <th>{t("sheet.stage")}</th>
          <th>{t("sheet.verdict")}</th>
          <th>{t("sheet.why")}</th>
          {priced && <th className="text-right max-sm:hidden">{t("sheet.cost")}</th>}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.key} className="border-t border-line align-top">
            {many && <td className="numbers text-right">{group.lines.length}</td>}
            <td className="min-w-20">{title(group.stage)}</td>
            <td className="min-w-16">{t(`verdict.${group.verdict}`)}</td>
            <td className="text-muted">
              <Why group={group} />
            </td>
            {priced && (
              <td className="text-right max-sm:hidden">
                <Price group={group} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Why({ group: { verdict, reason, since, reused, lines } }: { group: Group }) {
  const { t } = useTranslation("ordering");
  const { id } = useProduction();
  if (reused)
    return (
      <>
        {reused.production === id || !reused.name ? t("sheet.made-before") : t("sheet.made-in", { name: reused.name })}{" "}
        <RelativeTime at={reused.at} />
      </>
    );
  if (since) return <Cause cause={since} />;
  if (verdict !== "blocked") return reason;
  return (
    <>
      {reason}.{" "}
      <Link
        to={`/p/${id}/shots/${lines[0]?.shot}` as "/productions"}
        search={{ tab: "edit" } as object}
        className="whitespace-nowrap text-accent hover:underline"
      >
        {t("sheet.fix", { count: lines.length })}
      </Link>
    </>
  );
}

/** What making them is expected to take; nothing of what is not made. */
function Price({ group: { verdict, lines } }: { group: Group }) {
  if (verdict !== "run" && verdict !== "may-run") return null;
  const { seconds, price } = costOf(lines);
  return (
    <>
      {seconds && <Seconds value={seconds.expected} />}
      {price && !isFree(price) && (
        <span className="block">
          <Money value={price.expected} />
        </span>
      )}
    </>
  );
}
