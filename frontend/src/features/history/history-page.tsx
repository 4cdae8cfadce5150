/** What happened, newest first; any moment of it; and the difference of two. */
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Tabs } from "../../shared/ui/tabs";
import { Difference } from "./difference";
import { Feed } from "./feed-list";
import { useHead } from "./feed";
import { TimeBar } from "./time-bar";
import { useHistorySearch } from "./use-history-search";

const route = getRouteApi("/in/p/$production/history");

export function HistoryPage() {
  const { t } = useTranslation("history");
  const { view } = route.useSearch();
  const { change } = useHistorySearch();
  const { head, newest, time, problem } = useHead();
  useBreadcrumb({ label: t("title") });
  return (
    <section aria-label={t("title")} className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">{t("title")}</h1>
      <TimeBar head={head} newest={newest} time={time} />
      {problem && <ProblemNotice error={problem} />}
      <Tabs
        label={t("title")}
        selected={view ?? "feed"}
        onSelect={(id) => change({ view: id === "feed" ? undefined : id })}
        items={[
          { id: "feed", label: t("tab.feed"), content: <Feed head={head} /> },
          { id: "difference", label: t("tab.difference"), content: <Difference head={head} newest={newest} /> },
        ]}
      />
    </section>
  );
}
