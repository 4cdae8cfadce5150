/** Before generating: what will run and why, what it takes, which variations, and whether approved shots are made too. */
import { useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { chosenPlanQuery, quoteQuery } from "../../shared/ordering/queries";
import { isRefused, QuoteNote } from "../../shared/ordering/quote-note";
import { usePlaceOrder } from "../../shared/ordering/use-place-order";
import { ProvenanceStrip } from "../../shared/provenance/provenance-strip";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Cause } from "../../shared/ui/event-link";
import { Checkbox } from "../../shared/ui/field";
import { RelativeTime } from "../../shared/ui/figures";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { Select } from "../../shared/ui/select";
import { titleOf, useColumns } from "./columns";
import { byReason, estimate, type Estimate, type Group } from "./estimate";
import { PlanFigures } from "./plan-figures";

const VARIATIONS = ["1", "2", "3", "4"] as const;
type Variations = (typeof VARIATIONS)[number];

interface GenerateSheetProps {
  shots: readonly string[];
  /** What they are, where they were not picked one by one. */
  title?: string | undefined;
  onClose: () => void;
}

/** `shots` are ordered as they are given; nothing is ordered before the button is pressed. */
export function GenerateSheet({ shots, title, onClose }: GenerateSheetProps) {
  const { t } = useTranslation("board");
  const { id } = useProduction();
  const [variations, setVariations] = useState<Variations>("1");
  const [includeApproved, setIncludeApproved] = useState(false);
  const count = variations === "1" ? null : Number(variations);
  const plan = useQuery(chosenPlanQuery(id, { shots, stages: null, variations: count }));
  const order = usePlaceOrder(id, onClose);
  const asked = { shots, stages: null, variations: count, includeApproved };
  const quote = useQuery(quoteQuery(id, asked));
  const found = useMemo(
    () => plan.data && estimate(plan.data, new Set(shots), includeApproved),
    [plan.data, shots, includeApproved],
  );
  const nothing = found !== undefined && found.run + found.mayRun + found.reused === 0 && variations === "1";
  return (
    <Dialog
      title={title ?? t("sheet.title", { count: shots.length })}
      open
      onClose={onClose}
      width="medium"
      footer={
        <>
          <span className="flex-1">{found && <PlanFigures found={found} />}</span>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            kind="primary"
            autoFocus
            isDisabled={nothing || order.saving || !found || plan.isPlaceholderData || isRefused(quote.data)}
            onPress={() => order.run(asked)}
            icon={<Play size={14} aria-hidden />}
          >
            {t("sheet.place", { count: shots.length })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {order.problem && <ProblemNotice error={order.problem} inline />}
        <QueryView query={plan}>
          {(told) =>
            found && (
              <>
                <ProvenanceStrip chains={told.chains} />
                <Lines found={found} />
              </>
            )
          }
        </QueryView>
        <div className="flex flex-wrap items-end gap-6 border-t border-line pt-3">
          <Select
            label={t("sheet.variations")}
            options={VARIATIONS.map((value) => ({
              value,
              label: t(`sheet.variation-${value === "1" ? "one" : "many"}`, { count: Number(value) }),
            }))}
            value={variations}
            onChange={setVariations}
            className="w-56"
          />
          {found && found.kept > 0 && (
            <Checkbox isSelected={includeApproved} onChange={setIncludeApproved}>
              {t("sheet.include-approved", { count: found.kept })}
            </Checkbox>
          )}
        </div>
        <QuoteNote query={quote} />
      </div>
    </Dialog>
  );
}

function Why({ group }: { group: Group }) {
  const { t } = useTranslation("board");
  const { id } = useProduction();
  if (group.reused)
    return (
      <>
        {group.reused.production === id || !group.reused.name
          ? t("sheet.made-before")
          : t("sheet.made-in", { name: group.reused.name })}{" "}
        <RelativeTime at={group.reused.at} />
      </>
    );
  if (group.since) return <Cause cause={group.since} />;
  return group.reason;
}

function Lines({ found }: { found: Estimate }) {
  const { t } = useTranslation("board");
  const columns = useColumns();
  const groups = byReason(found.lines);
  if (groups.length === 0) return <p className="text-form text-muted">{t("sheet.up-to-date")}</p>;
  return (
    <table className="w-full text-left text-body">
      <caption className="sr-only">{t("sheet.why")}</caption>
      <thead className="text-label text-muted">
        <tr>
          <th className="py-1 text-right font-medium">{t("sheet.count")}</th>
          <th className="px-3 py-1 font-medium">{t("sheet.stage")}</th>
          <th className="py-1 font-medium">{t("sheet.verdict")}</th>
          <th className="py-1 pl-3 font-medium">{t("sheet.why")}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={`${group.stage}${group.verdict}${group.reason}`} className="border-t border-line align-top">
            <td className="numbers py-1 text-right">{group.count}</td>
            <td className="px-3 py-1 whitespace-nowrap">{titleOf(columns, group.stage)}</td>
            <td className="py-1 whitespace-nowrap">{t(`verdict.${group.verdict}`)}</td>
            <td className="py-1 pl-3 text-muted">
              <Why group={group} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
