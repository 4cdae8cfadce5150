/** What plans said that work would take, beside what it took. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { client, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Seconds } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { PANEL, Section } from "../../shared/ui/section";

type Prediction = components["schemas"]["Prediction"];

const predictionsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.plan(production, { predictions: true }),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/predictions/", { params: { path: { production } }, signal })),
  });

export function Predictions() {
  const { t } = useTranslation("provenance");
  const { id } = useProduction();
  const query = useQuery(predictionsQuery(id));
  if (query.data?.stages.some(({ actual }) => actual === null)) return null;
  return (
    <Section title={t("predictions.title")}>
      <div className={`${PANEL} p-3`}>
        <QueryView
          query={query}
          isEmpty={({ stages }) => stages.length === 0}
          empty={<p className="text-muted">{t("predictions.none")}</p>}
        >
          {({ stages }) => (
            <>
              <Table stages={stages} />
              <p className="mt-2 text-label text-muted">{t("predictions.help")}</p>
            </>
          )}
        </QueryView>
      </div>
    </Section>
  );
}

const COLUMNS = ["stage", "jobs", "expected", "actual", "ratio", "within"] as const;

function Table({ stages }: { stages: readonly Prediction[] }) {
  const { t } = useTranslation("provenance");
  return (
    <table className="w-full text-body [&_td]:pl-2 [&_th]:pl-2 [&_th:first-child]:pl-0">
      <thead className="text-label text-muted">
        <tr>
          {COLUMNS.map((name, place) => (
            <th key={name} className={`pb-1 font-medium ${place ? "text-right" : "text-left"}`}>
              {t(`predictions.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...stages, ...(stages.length > 1 ? [together(stages, t("predictions.total"))] : [])].map((each) => (
          <tr key={each.stage} className="border-t border-line">
            <th className="py-1 text-left font-normal break-words">{each.label}</th>
            <td className="numbers text-right">{each.jobs}</td>
            <td className="text-right">
              <Seconds value={each.expected ?? 0} />
            </td>
            <td className="text-right">
              <Seconds value={each.actual ?? 0} />
            </td>
            <td className="numbers text-right whitespace-nowrap">
              {each.ratio === null ? "–" : `× ${each.ratio.toFixed(2)}`}
            </td>
            <td className="numbers text-right whitespace-nowrap">
              {each.within === null ? "–" : `${Math.round(each.within * 100)} %`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function together(stages: readonly Prediction[], label: string): Prediction {
  const sum = (of: (each: Prediction) => number) => stages.reduce((all, each) => all + of(each), 0);
  const [jobs, expected, actual] = [
    sum((each) => each.jobs),
    sum((each) => each.expected ?? 0),
    sum((each) => each.actual ?? 0),
  ];
  return {
    stage: "",
    label,
    jobs,
    expected,
    high: sum((each) => each.high ?? 0),
    actual,
    ratio: expected ? actual / expected : null,
    within: jobs ? sum((each) => (each.within ?? 0) * each.jobs) / jobs : null,
  };
}
