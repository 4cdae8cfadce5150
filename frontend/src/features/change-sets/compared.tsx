/** Two change sets side by side: which keeps more, what each would run, and the fields that both set otherwise. */
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { comparisonQuery, type Comparison } from "../../shared/change-sets/calls";
import { useShortcut } from "../../shared/keys/registry";
import { CostText } from "../../shared/provenance/cost-text";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { QueryView } from "../../shared/ui/query-view";
import { useWords } from "./words";

type One = Comparison["first"];

export function Compared({ first, second, onClose }: { first: string; second: string; onClose: () => void }) {
  const { t } = useTranslation("change-sets");
  const query = useQuery(comparisonQuery(useProduction().id, first, second));
  useShortcut({ id: "change-sets.back", label: t("compare.back"), group: t("title"), keys: "escape", run: onClose });
  return (
    <div className="flex max-w-5xl flex-col gap-4 p-4">
      <div>
        <Button size="small" icon={<ArrowLeft size={14} aria-hidden />} onPress={onClose}>
          {t("compare.back")}
        </Button>
      </div>
      <QueryView query={query}>{(told) => <Sides told={told} />}</QueryView>
    </div>
  );
}

function Sides({ told }: { told: Comparison }) {
  const { t } = useTranslation("change-sets");
  const { first, second, keeps_most: most } = told;
  const winner = most === first.change_set ? first : most === second.change_set ? second : null;
  return (
    <>
      <h2 dir="auto" className="text-title font-semibold">
        {winner ? t("compare.keeps", { name: winner.name }) : t("compare.same")}
      </h2>
      <table className="w-full border-collapse text-form">
        <caption className="sr-only">{t("compare.caption")}</caption>
        <thead>
          <tr className="border-b border-line text-left">
            <th scope="col" className="w-1/3 py-1.5">
              <span className="sr-only">{t("compare.figure")}</span>
            </th>
            {[first, second].map((each) => (
              <th key={each.change_set} scope="col" dir="auto" className="py-1.5 pr-4 font-semibold wrap-anywhere">
                {each.change_set === most && (
                  <span aria-hidden className="mr-1.5 text-approved">
                    ✓
                  </span>
                )}
                {each.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Figure label={t("compare.edits")} told={told} of={(each) => each.edits} />
          <Figure
            label={t("compare.kept")}
            told={told}
            of={(each) => t("compare.of", { kept: each.kept, stages: told.stages })}
          />
          <Figure label={t("compare.rerun")} told={told} of={(each) => each.plan.added.stages} />
          <Figure label={t("compare.shots")} told={told} of={(each) => each.shots} />
          <Figure label={t("compare.approved")} told={told} of={(each) => each.approved} />
          <Figure label={t("compare.cost")} told={told} of={costOf} />
          <Figure label={t("compare.in-the-way")} told={told} of={(each) => each.in_the_way} />
        </tbody>
      </table>
      <p className="text-form text-muted">{t("compare.both", { count: told.both })}</p>
      <SameFields told={told} />
    </>
  );
}

function Figure({ label, told, of }: { label: string; told: Comparison; of: (each: One) => ReactNode }) {
  return (
    <tr className="border-b border-line">
      <th scope="row" className="py-1.5 pr-4 text-left font-normal text-muted">
        {label}
      </th>
      {[told.first, told.second].map((each) => (
        <td key={each.change_set} className="numbers py-1.5 pr-4">
          {of(each)}
        </td>
      ))}
    </tr>
  );
}

const costOf = (one: One) => <Cost one={one} />;

function Cost({ one }: { one: One }) {
  const { t } = useTranslation("change-sets");
  const { cost, stages } = one.plan.added;
  if (stages === 0) return t("plan.nothing");
  if (!cost?.seconds) return t("compare.withheld");
  return <CostText cost={cost} />;
}

function SameFields({ told }: { told: Comparison }) {
  const { t } = useTranslation("change-sets");
  const words = useWords();
  if (told.same_fields.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-form font-semibold">{t("compare.same-fields", { count: told.same_fields.length })}</h3>
      <ul className="divide-y divide-line rounded-md border border-line bg-panel">
        {told.same_fields.map((field) => (
          <li
            key={field.label}
            className="grid grid-cols-[14rem_minmax(0,1fr)_minmax(0,1fr)] gap-3 max-md:grid-cols-1 max-md:gap-1 px-3 py-1.5 text-form"
          >
            <span dir="auto" className="break-words text-muted">
              {field.label}
            </span>
            <span dir="auto" className="break-words whitespace-pre-line">
              {words(field.first, field.field)}
            </span>
            <span dir="auto" className="break-words whitespace-pre-line">
              {words(field.second, field.field)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
