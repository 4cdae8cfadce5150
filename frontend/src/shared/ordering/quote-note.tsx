/** The most that an order may cost, and what it would go beyond: said before it is placed. */
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";
import { Money } from "../ui/figures";

export type Quote = components["schemas"]["Quote"];

/** Whether it would be refused, so that placing it is no use. */
export const isRefused = (quote: Quote | undefined): boolean => quote?.over?.held === false;

export function QuoteNote({ query }: { query: UseQueryResult<Quote> }) {
  const { t } = useTranslation("board");
  if (query.isPending && query.fetchStatus !== "idle")
    return <p className="text-body text-muted">{t("sheet.quoting")}</p>;
  if (!query.data) return null;
  const { most, over } = query.data;
  return (
    <div className="flex flex-col gap-1 text-body" role={over ? "alert" : undefined}>
      {most && Number(most.amount) > 0 && (
        <p>
          {t("sheet.most")} <Money value={most} />
        </p>
      )}
      {over && (
        <p className="border-l-2 border-l-failed pl-2">
          {over.reason} {t(over.held ? "sheet.would-hold" : "sheet.would-refuse")}
        </p>
      )}
    </div>
  );
}
