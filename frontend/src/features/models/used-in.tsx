/** What a model takes where it ran, and the productions whose settings name it, or whose shots were made with it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { secondsText } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { PANEL, Section } from "../../shared/ui/section";
import { usesQuery, type Model } from "./queries";

export function UsedIn({ model, task }: { model: string; task: Model["task"] }) {
  const { t } = useTranslation("models");
  const query = useQuery(usesQuery(model));
  return (
    <Section title={t("used.title")}>
      {(query.data?.paces.length ?? 0) > 0 && (
        <ul className="pb-2 text-form">
          {query.data?.paces.map(({ device, numbers, jobs, low, expected, high }) => (
            <li key={`${device} ${numbers}`}>
              {t(task === "video" ? "used.film" : "used.still", {
                device,
                numbers,
                count: jobs,
                expected: secondsText(expected),
                low: secondsText(low),
                high: secondsText(high),
              })}
            </li>
          ))}
        </ul>
      )}
      <QueryView
        query={query}
        isEmpty={({ productions, others }) => productions.length + others === 0}
        empty={<p className={`${PANEL} p-3 text-muted`}>{t("used.nowhere")}</p>}
      >
        {({ productions, others }) => (
          <ul className={`${PANEL} divide-y divide-line`}>
            {productions.map(({ production, name, settings, shots }) => (
              <li key={production} className="flex gap-3 p-3">
                <Link
                  to="/p/$production"
                  params={{ production }}
                  dir="auto"
                  className="flex-1 text-accent hover:underline"
                >
                  {name}
                </Link>
                {settings > 0 && <span className="text-muted">{t("used.settings", { count: settings })}</span>}
                {shots > 0 && <span className="text-muted">{t("used.shots", { count: shots })}</span>}
              </li>
            ))}
            {others > 0 && <li className="p-3 text-muted">{t("used.others", { count: others })}</li>}
          </ul>
        )}
      </QueryView>
    </Section>
  );
}
