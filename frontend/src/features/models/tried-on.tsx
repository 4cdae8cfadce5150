/** On which classes of device a version was tried, and whether it worked there. */
import { useTranslation } from "react-i18next";
import type { ModelVersion } from "./queries";

export function TriedOn({ trials }: { trials: ModelVersion["trials"] }) {
  const { t } = useTranslation("models");
  if (trials.length === 0) return <span className="text-muted">{t("not-tried")}</span>;
  return (
    <ul>
      {trials.map(({ device, worked }) => (
        <li key={device}>
          <span aria-hidden className={worked ? "text-approved" : "text-failed"}>
            {worked ? "✓" : "✕"}
          </span>{" "}
          {t(worked ? "works-on" : "fails-on", { device })}
        </li>
      ))}
    </ul>
  );
}
