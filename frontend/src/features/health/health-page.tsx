/** How the installation is: one verdict, and every figure that it rests on. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { client, read } from "../../shared/api/client";
import { keys } from "../../shared/live/query-keys";
import { classes } from "../../shared/lib/classes";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { Seconds } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { signsOf, type Sign } from "./signs";
import { StoredFiles } from "./stored-files";
import "./words";
import { Headings, Table } from "../../shared/ui/table";

const EVERY = 5000;

const healthQuery = queryOptions({
  queryKey: keys.health,
  queryFn: ({ signal }) => read(client.GET("/api/v1/studio/health/", { signal })),
  refetchInterval: EVERY,
});

export function HealthPage() {
  const { t } = useTranslation("health");
  const query = useQuery(healthQuery);
  useBreadcrumb({ label: t("title") });
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-4 p-6">
      <h1 className="text-display font-semibold">{t("title")}</h1>
      <QueryView query={query}>
        {(health) => (
          <>
            <Signs signs={signsOf(health)} events={health.events} />
            <StoredFiles />
          </>
        )}
      </QueryView>
    </div>
  );
}

function Signs({ signs, events }: { signs: readonly Sign[]; events: number }) {
  const { t } = useTranslation("health");
  const wrong = signs.filter((sign) => !sign.well).length;
  return (
    <div className="flex flex-col gap-4">
      <p
        role="status"
        className={classes(
          "rounded-md border border-line border-l-2 bg-panel p-4 text-title font-semibold",
          wrong ? "border-l-failed" : "border-l-approved",
        )}
      >
        <Glyph well={wrong === 0} /> {wrong ? t("look", { count: wrong }) : t("well")}
        <span className="block pt-1 text-body font-normal text-muted">{t("events", { count: events })}</span>
      </p>
      <Table least="min-w-lg" label={t("title")}>
        <Headings>
          <th className="w-72">{t("what")}</th>
          <th className="w-32 text-right">{t("figure")}</th>
          <th>{t("meaning")}</th>
        </Headings>
        <tbody>
          {signs.map((sign) => (
            <Row key={`${sign.name} ${sign.about ?? ""}`} sign={sign} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Row({ sign }: { sign: Sign }) {
  const { t } = useTranslation("health");
  return (
    <tr className="border-t border-line align-top [&>td]:px-3 [&>td]:py-1.5 compact:[&>td]:py-0.5">
      <td>
        <Glyph well={sign.well} /> {t(`sign.${sign.name}`)}{" "}
        {sign.about && <span className="numbers break-all text-muted">{sign.about}</span>}
      </td>
      <td className="numbers text-right">
        {sign.seconds === undefined ? sign.count : <Seconds value={sign.seconds} />}
      </td>
      <td className={classes("break-words", !sign.said && "text-muted")}>{sign.said ?? t(`why.${sign.name}`)}</td>
    </tr>
  );
}

function Glyph({ well }: { well: boolean }) {
  const { t } = useTranslation("health");
  return (
    <>
      <span
        aria-hidden
        className={classes("mr-1 inline-block w-3 text-center", well ? "text-approved" : "text-failed")}
      >
        {well ? "✓" : "✕"}
      </span>
      <span className="sr-only">{well ? t("sign-well") : t("sign-look")} </span>
    </>
  );
}
