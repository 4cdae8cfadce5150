/** Mending a group of failures: one parameter set for all its shots, with what that changes and costs, then tried again. */
import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { parametersQuery, type Parameter } from "../../shared/api/parameters";
import type { components } from "../../shared/api/schema";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { isRefused, Most, Over } from "../../shared/ordering/quote-note";
import { useValueText } from "../../shared/parameters/use-value-text";
import { ValueField } from "../../shared/parameters/value-field";
import { CostText } from "../../shared/provenance/cost-text";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { Select } from "../../shared/ui/select";
import { toast } from "../../shared/ui/toast";
import { fixQuoteQuery, useFix, type FailureGroup } from "./queries";

export function FixDialog({ group, onClose }: { group: FailureGroup; onClose: () => void }) {
  const { t } = useTranslation("queue");
  const { id } = useProduction();
  const known = useQuery(parametersQuery(id, { level: "production", id }));
  return (
    <Dialog title={t("fix.title", { count: group.shots.length })} open onClose={onClose} width="medium">
      <QueryView query={known}>
        {({ results }) => (
          <Form
            group={group}
            parameters={results.filter(({ name }) => group.parameters.includes(name))}
            onDone={onClose}
          />
        )}
      </QueryView>
    </Dialog>
  );
}

/** What memory ran out for is asked for less of first. */
const first = (group: FailureGroup, parameters: readonly Parameter[]): Parameter | undefined =>
  parameters.find(({ name }) => group.code === "out-of-memory" && name === "resolution") ?? parameters[0];

interface FormProps {
  group: FailureGroup;
  parameters: readonly Parameter[];
  onDone: () => void;
}

function Form({ group, parameters, onDone }: FormProps) {
  const { t } = useTranslation("queue");
  const { id } = useProduction();
  const draft = useDraft<{ parameter: string; value: unknown }>(`queue/fix/${group.id}`, null);
  const parameter = parameters.find(({ name }) => name === draft.value?.parameter) ?? first(group, parameters);
  const value = draft.value?.parameter === parameter?.name ? draft.value?.value : parameter?.value;
  const text = useValueText([parameter?.value]);
  const fix = { group: group.id, parameter: parameter?.name ?? "", value };
  const later = useDeferredValue(value);
  const changed = parameter !== undefined && value !== parameter.value;
  const quote = useQuery({ ...fixQuoteQuery(id, { ...fix, value: later }), enabled: changed });
  const leave = () => {
    draft.drop();
    onDone();
  };
  const act = useFix(id, (order) => {
    toast(t("failed.again", { count: order.shots.length }));
    leave();
  });
  if (!parameter) return <p className="text-form text-muted">{t("fix.none")}</p>;
  const choose = (name: string) => {
    const chosen = parameters.find((each) => each.name === name);
    if (chosen) draft.write({ parameter: name, value: chosen.value });
  };
  const set = (next: unknown) => draft.write({ parameter: parameter.name, value: next });
  const refused = quote.isError || isRefused(quote.data?.order);
  return (
    <div className="flex flex-col gap-4">
      <p className="font-mono text-body break-words whitespace-pre-wrap">{group.reason}</p>
      <DraftNotice draft={draft} base={null} />
      <Select
        label={t("fix.parameter")}
        options={parameters.map(({ name, label, stage }) => ({
          value: name,
          label: stage ? `${label} · ${stage.label}` : label,
        }))}
        value={parameter.name}
        onChange={choose}
      />
      <ValueField parameter={parameter} value={value} onChange={set} isDisabled={act.saving} error={null} />
      <p className="text-label text-muted">{t("fix.now", { value: text(parameter.value) })}</p>
      {changed && quote.error && <ProblemNotice error={quote.error} inline />}
      {changed && quote.data && <Effect quote={quote.data} />}
      {act.problem && <ProblemNotice error={act.problem} inline />}
      <div className="flex justify-end gap-2">
        <Button onPress={leave}>{t("common:cancel")}</Button>
        <Button
          kind="primary"
          isDisabled={!changed || refused || !quote.data || later !== value || act.saving}
          onPress={() => act.run(fix)}
          icon={<RotateCcw size={14} aria-hidden />}
        >
          {t("fix.act", { count: group.shots.length })}
        </Button>
      </div>
    </div>
  );
}

function Effect({ quote: { level, things, effect, order } }: { quote: components["schemas"]["FixQuote"] }) {
  const { t } = useTranslation("queue");
  return (
    <div className="flex flex-col gap-1 border-t border-line pt-3 text-form" role="status">
      <p>{level === "production" ? t("fix.production") : t("fix.shots", { count: things })}</p>
      <p>
        {t("fix.effect", { count: effect.added.shots })}
        {effect.added.shots > 0 && effect.added.cost && (
          <>
            {" "}
            <CostText cost={effect.added.cost} />
          </>
        )}
      </p>
      <p>
        {t("fix.order", { count: order.shots })} <Most quote={order} />
      </p>
      <Over quote={order} />
    </div>
  );
}
