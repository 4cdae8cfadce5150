/** What may be spent, and what edits may start by themselves, in plain words. Those who may not change it read it. */
import { useTranslation } from "react-i18next";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { PANEL, Section } from "../../shared/ui/section";
import { Select } from "../../shared/ui/select";
import { toast } from "../../shared/ui/toast";
import { writeRules, type Rules } from "./queries";
import { changesOf, draftOf, isNumber, isWhole, type NumberRule, type RulesDraft } from "./rules-draft";

const OVER = ["refuse", "hold"] as const;
const REGENERATE = ["by order", "ask", "at once"] as const;

export function RulesForm({ rules }: { rules: Rules }) {
  const { t } = useTranslation("costs");
  const { id, may } = useProduction();
  const draft = useDraft<RulesDraft, RulesDraft>("costs/rules", draftOf(rules));
  const now = draft.value ?? draftOf(rules);
  const change = (part: Partial<RulesDraft>) => {
    const next = { ...now, ...part };
    draft.write(Object.keys(changesOf(next, rules)).length > 0 ? next : undefined);
  };
  const save = useCommand({
    call: (asked: RulesDraft, key) => writeRules(id, rules.version, changesOf(asked, rules), key),
    renews: [keys.spending(id), keys.production(id)],
    onDone: (done, asked) => {
      toast(t("saved"));
      draft.saved(asked, draftOf(done));
    },
  });
  const allowed = may("change_spending");
  const send = () => save.run(now);
  const number = (name: NumberRule, unit: string) => (
    <Field
      label={t(`rule.${name}`, { unit })}
      value={now[name]}
      onChange={(text) => change({ [name]: text })}
      error={isNumber(now[name]) ? null : t("no-number")}
      placeholder={t("no-bound")}
      isReadOnly={!allowed.allowed}
      inputMode="decimal"
    />
  );
  return (
    <Section title={t("rules")}>
      <form
        className={`${PANEL} flex flex-col gap-4 p-3`}
        onSubmit={(event) => {
          event.preventDefault();
          if (draft.value && isWhole(now)) send();
        }}
      >
        {!allowed.allowed && <p className="text-label text-muted">{allowed.reason}</p>}
        <DraftNotice draft={draft} base={draftOf(rules)} />
        {number("budget", rules.currency)}
        <Select
          label={t("over")}
          options={OVER.map((value) => ({ value, label: t(`over-${value}`) }))}
          value={now.over}
          onChange={(over) => change({ over })}
          isDisabled={!allowed.allowed}
        />
        <fieldset className="flex flex-col gap-2 border-t border-line pt-3">
          <legend className="float-left w-full text-form font-medium">{t("limits")}</legend>
          {rules.people.map((each) => (
            <Field
              key={each.person}
              label={t("limit-of", { name: each.name, unit: rules.currency })}
              help={t("so-far", { spent: each.spent, reserved: each.reserved, unit: rules.currency })}
              value={now.limits[each.person] ?? ""}
              onChange={(text) => change({ limits: { ...now.limits, [each.person]: text } })}
              error={isNumber(now.limits[each.person] ?? "") ? null : t("no-number")}
              placeholder={t("no-bound")}
              isReadOnly={!allowed.allowed}
              inputMode="decimal"
            />
          ))}
        </fieldset>
        <fieldset className="flex flex-col gap-2 border-t border-line pt-3">
          <legend className="float-left w-full text-form font-medium">{t("edits")}</legend>
          <Select
            label={t("regenerate")}
            options={REGENERATE.map((value) => ({ value, label: t(`regenerate-${value.replace(" ", "-")}`) }))}
            value={now.regenerate}
            onChange={(regenerate) => change({ regenerate })}
            isDisabled={!allowed.allowed}
          />
          {now.regenerate === "at once" && (
            <>
              <p className="text-label text-muted">{t("cheap-help")}</p>
              <div className="grid grid-cols-2 items-end gap-2">
                {number("cheap_seconds", "s")}
                {number("cheap_amount", rules.currency)}
                {number("most_seconds", "s")}
                {number("most_amount", rules.currency)}
              </div>
            </>
          )}
        </fieldset>
        <SaveProblem problem={save.problem} onMine={send} onTheirs={draft.drop} />
        {allowed.allowed && (
          <Button
            type="submit"
            kind="primary"
            className="self-start"
            isPending={save.saving}
            isDisabled={!draft.value || !isWhole(now)}
          >
            {t("save")}
          </Button>
        )}
      </form>
    </Section>
  );
}
