/** The most that an order may take and cost, and what it would go beyond: said before it is placed. */
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";
import { isFree, Money, Seconds } from "../ui/figures";
import { ProblemNotice } from "../ui/problem-notice";
import "./words";

export type Quote = components["schemas"]["Quote"];

/** Whether it would be refused, so that placing it is no use. */
export const isRefused = (quote: Quote | undefined): boolean => quote?.over?.held === false;

export function QuoteNote({ query }: { query: UseQueryResult<Quote> }) {
  const { t } = useTranslation("ordering");
  if (query.isPending && query.fetchStatus !== "idle")
    return <p className="text-body text-muted">{t("sheet.quoting")}</p>;
  if (query.isError) return <ProblemNotice error={query.error} inline />;
  if (!query.data) return null;
  return (
    <div className="flex flex-col gap-1 text-body" role={query.data.over ? "alert" : undefined}>
      {query.data.cost?.seconds && (
        <p>
          {t("sheet.most")} <Most quote={query.data} />
        </p>
      )}
      <Over quote={query.data} />
    </div>
  );
}

/** How long at most, and for how much money where it costs any; nothing for those who see no costs. */
export function Most({ quote: { cost, reserved } }: { quote: Quote }) {
  return (
    <>
      {cost?.seconds && <Seconds value={cost.seconds.high} />}
      {reserved && !isFree(reserved) && (
        <>
          {" · "}
          <Money value={reserved} />
        </>
      )}
    </>
  );
}

/** Which limit it goes beyond, and what becomes of it then. */
export function Over({ quote: { over } }: { quote: Quote }) {
  const { t } = useTranslation("ordering");
  if (!over) return null;
  return (
    <p className="border-l-2 border-l-failed pl-2">
      {over.reason} {t(over.held ? "sheet.would-hold" : "sheet.would-refuse")}
    </p>
  );
}
