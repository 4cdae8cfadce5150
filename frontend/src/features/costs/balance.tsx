/** Spent, reserved and left of the budget, as figures and as one bar. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Money } from "../../shared/ui/figures";
import { PANEL } from "../../shared/ui/section";
import type { Rules } from "./queries";

export function Balance({ rules }: { rules: Rules }) {
  const { t } = useTranslation("costs");
  const { currency, spent, reserved, budget } = rules;
  const shown = (amount: string) => <Money value={{ amount, currency }} />;
  return (
    <div className={`${PANEL} flex flex-col gap-3 p-4`}>
      <dl className="flex flex-wrap gap-x-10 gap-y-3">
        <Figure label={t("spent")}>{shown(spent)}</Figure>
        <Figure label={t("reserved")}>{shown(reserved)}</Figure>
        <Figure label={t("budget")}>{budget === null ? t("no-budget") : shown(budget)}</Figure>
      </dl>
      {budget !== null && <Bar rules={rules} budget={Number(budget)} />}
      <p className="text-label text-muted">{t("reserved-help")}</p>
    </div>
  );
}

/** The bar alone is drawn with numbers of this language; every amount that is read stays a decimal. */
function Bar({ rules, budget }: { rules: Rules; budget: number }) {
  const { t } = useTranslation("costs");
  const used = Number(rules.spent) + Number(rules.reserved);
  return (
    <progress
      value={Math.min(used, budget)}
      max={budget || 1}
      aria-label={t("used")}
      className="block h-1.5 w-full appearance-none overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
    />
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-label text-muted">{label}</dt>
      <dd className="text-title font-semibold">{children}</dd>
    </div>
  );
}
