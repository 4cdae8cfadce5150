/** Before generating: what will run and why, what it takes, which variations, and whether approved shots are made too. */
import { useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { chosenPlanQuery, quoteQuery } from "./queries";
import { isRefused, QuoteNote } from "./quote-note";
import { usePlaceOrder } from "./use-place-order";
import { ProvenanceStrip } from "../provenance/provenance-strip";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Checkbox } from "../ui/field";
import { ProblemNotice } from "../ui/problem-notice";
import { QueryView } from "../ui/query-view";
import { Select } from "../ui/select";
import { estimate, isVain } from "./estimate";
import { PlanFigures } from "./plan-figures";
import { PlanLines } from "./plan-lines";
import { PlanPorts } from "./plan-ports";
import "./words";

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
  const { t } = useTranslation("ordering");
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
  const nothing = found !== undefined && isVain(found, variations === "1");
  return (
    <Dialog
      title={title ?? t("sheet.title", { count: shots.length })}
      open
      onClose={onClose}
      width="medium"
      footer={
        <>
          <span className="flex-1 max-sm:basis-full">{found && <PlanFigures found={found} />}</span>
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
            found &&
            (found.lines.length === 0 ? (
              <p className="text-form text-muted">{t("sheet.up-to-date")}</p>
            ) : (
              <>
                <ProvenanceStrip chains={told.chains} />
                <PlanPorts plan={told} />
                <PlanLines lines={found.lines} />
              </>
            ))
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
