/** From an event over what it changed to the stages that run because of it, and what that costs. */
import { ChevronRight } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";
import { Button } from "../ui/button";
import { Cause } from "../ui/event-link";
import { useStageTitle } from "../ui/stage-title";
import { CostText } from "./cost-text";

type Chain = components["schemas"]["PlanChain"];
type Step = components["schemas"]["PlanStep"];

const SHOWN = 6;

/** The dearest first; what a chain does not change or cost is left out. */
export function ProvenanceStrip({ chains }: { chains: readonly Chain[] }) {
  const { t } = useTranslation("provenance");
  const [all, setAll] = useState(false);
  if (chains.length === 0) return null;
  const ordered = chains.toSorted((one, other) => dearness(other) - dearness(one));
  const shown = all ? ordered : ordered.slice(0, SHOWN);
  return (
    <section aria-label={t("title")}>
      <ol className="flex flex-col divide-y divide-line">
        {shown.map((chain) => (
          <li key={chain.cause?.event ?? chain.why} className="py-2">
            <Row chain={chain} />
          </li>
        ))}
      </ol>
      {ordered.length > shown.length && (
        <Button size="small" onPress={() => setAll(true)}>
          {t("more", { count: ordered.length - shown.length })}
        </Button>
      )}
    </section>
  );
}

const dearness = (chain: Chain): number =>
  chain.cost?.seconds?.expected ?? chain.steps.reduce((sum, step) => sum + step.certain + step.perhaps, 0);

function Row({ chain }: { chain: Chain }) {
  const { t } = useTranslation("provenance");
  return (
    <div className="flex flex-wrap items-baseline gap-x-1.5 gap-y-1 text-body">
      <Link first>{chain.cause ? <Cause cause={chain.cause} /> : <span>{t(`why.${chain.why}`)}</span>}</Link>
      {chain.changed.length > 0 && <Link>{t("changed", { list: chain.changed.join(", ") })}</Link>}
      <Link>
        <span className="flex flex-wrap gap-1">
          {chain.steps.map((step) => (
            <StepChip key={step.stage} step={step} />
          ))}
        </span>
      </Link>
      <Link>
        <span className="whitespace-nowrap text-muted">{t("shots", { count: chain.shots })}</span>
        {chain.cost && <CostText cost={chain.cost} />}
      </Link>
    </div>
  );
}

function Link({ children, first = false }: { children: ReactNode; first?: boolean }) {
  return (
    <span className="inline-flex items-baseline gap-1.5">
      {!first && <ChevronRight size={12} aria-hidden className="shrink-0 self-center text-muted" />}
      {children}
    </span>
  );
}

/** A stage with how often it runs; one that only may run is outlined by dashes, and says so. */
function StepChip({ step }: { step: Step }) {
  const { t } = useTranslation("provenance");
  const title = useStageTitle()(step.stage);
  const [border, text] =
    step.certain === 0
      ? ["border-dashed", "may"]
      : step.perhaps === 0
        ? ["border-solid", "will"]
        : ["border-solid", "both"];
  return (
    <span
      className={`rounded-sm border border-line px-1.5 text-label ${border} whitespace-nowrap`}
      title={t(`step.${text}`, { certain: step.certain, perhaps: step.perhaps })}
    >
      {title} <span className="numbers text-muted">{t(`times.${text}`, { ...step })}</span>
    </span>
  );
}
