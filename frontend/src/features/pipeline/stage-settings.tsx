/** What can be set of a stage, each with the way to where it is set. */
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import type { Kind, Stage } from "./graph";

interface StageSettingsProps {
  stage: Stage;
  kind: Kind | undefined;
  published: boolean;
}

export function StageSettings({ stage, kind, published }: StageSettingsProps) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  const parameters = Object.entries(kind?.parameters ?? {});
  if (parameters.length === 0) return null;
  return (
    <section aria-label={t("settings.title")} className="border-t border-line pt-2">
      <h4 className="text-label font-medium text-muted">{t("settings.title")}</h4>
      <ul className="flex flex-wrap gap-x-3 text-body">
        {parameters.map(([name, { label }]) => (
          <li key={name}>
            {published ? (
              <Link
                to="/p/$production/parameters"
                params={{ production: id }}
                search={{ parameter: `${stage.id}.${name}` }}
                className="text-accent underline"
              >
                {label}
              </Link>
            ) : (
              label
            )}
          </li>
        ))}
      </ul>
      {!published && <p className="text-label text-muted">{t("settings.later")}</p>}
    </section>
  );
}
